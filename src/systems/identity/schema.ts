/** Tài khoản công dân, as the sign-in provider described the person. */
export type Account = {
  readonly id: string
  readonly issuer: string
  readonly subject: string
  readonly fullName: string
  readonly identityNumber: string
  /** yyyy-MM-dd */
  readonly birthOn: string | null
  readonly sex: 'male' | 'female' | null
  readonly ethnicity: string | null
  readonly address: string | null
  readonly areaCode: string | null
  readonly phone: string | null
  readonly email: string | null
  /** Mức độ định danh 1 hoặc 2 (NĐ 69/2024/NĐ-CP). */
  readonly identityLevel: number
}

/** Who the provider says has signed in. An officer is known by `subject`; a citizen brings the whole description. */
export type VerifiedPerson =
  | { readonly kind: 'officer'; readonly issuer: string; readonly subject: string }
  | ({ readonly kind: 'citizen' } & Omit<Account, 'id'>)
