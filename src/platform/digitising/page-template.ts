/**
 * The pages of a digitised paper. Each word is set in its place and stretched to its width, without colour of its own (fully
 * transparent), under the picture: it is found, marked and copied, and never seen.
 */
export const pageTemplate = `#let data = json("/data.json")
#set document(title: data.title, date: auto)
#set text(font: "Be Vietnam Pro", lang: "vi", fallback: true, fill: rgb(0, 0, 0, 0), hyphenate: false)
#set par(spacing: 0pt, leading: 0pt)
#for (at, page) in data.pages.enumerate() {
  let width = page.widthMm * 1mm
  let height = page.heightMm * 1mm
  set std.page(width: width, height: height, margin: 0pt)
  if at > 0 { pagebreak() }
  for line in page.lines {
    for word in line {
      let size = calc.max(2pt, word.height * height * 0.8)
      let shown = text(size: size, word.text + " ")
      context {
        let natural = measure(text(size: size, word.text)).width
        place(
          top + left,
          dx: word.x * width,
          dy: word.y * height,
          scale(x: if natural > 0pt { word.width * width / natural * 100% } else { 100% }, origin: top + left, shown),
        )
      }
    }
  }
  place(top + left, image(page.picture, width: width, height: height, alt: data.title))
}
`
