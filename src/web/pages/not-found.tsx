import { data } from 'react-router'

/** Any address that no page has. Both loader and action refuse, so that every method gets the same answer. */
export function loader(): never {
  throw data({ code: 'page.not_found' }, { status: 404 })
}

export const action = loader

export default function NotFound() {
  return null
}
