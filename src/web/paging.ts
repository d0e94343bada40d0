/** The page of a list that an address asks for; the first when it says none that can be. */
export function askedPage(params: URLSearchParams): number {
  const number = Number(params.get('trang') ?? 1)
  return Number.isInteger(number) && number > 0 && number <= 10_000 ? number : 1
}

type Place = { readonly number: number; readonly size: number; readonly total: number }

/** The addresses of the pages before and after one. */
export function pagesBeside({ number, size, total }: Place, addressOf: (number: number) => string) {
  return {
    previous: number > 1 ? addressOf(number - 1) : undefined,
    next: number * size < total ? addressOf(number + 1) : undefined,
  }
}
