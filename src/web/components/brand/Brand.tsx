import type { ReactNode } from 'react'

/** The mark of the product, leading to the first page of its face. */
export function Brand({ href, label, children }: { href: string; label?: string; children?: ReactNode }) {
  return (
    <a className="brand" href={href} aria-label={label}>
      <svg viewBox="0 0 40 40" aria-hidden="true">
        <rect width="40" height="40" rx="9" fill="#fff" />
        <circle cx="27.5" cy="12.5" r="4.5" fill="#ffc233" />
        <path
          d="M6 21.5c3.1-2.7 6.2-2.7 9.3 0s6.2 2.7 9.4 0 6.2-2.7 9.3 0M6 28.5c3.1-2.7 6.2-2.7 9.3 0s6.2 2.7 9.4 0 6.2-2.7 9.3 0"
          fill="none"
          stroke="#0b4f6c"
          strokeWidth="3.2"
          strokeLinecap="round"
        />
      </svg>
      {children}
    </a>
  )
}
