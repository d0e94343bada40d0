export { qrSvg } from './qr-code.ts'
export { renderPdf, type SetPaper, type SignaturePlace, setPaper, type Template } from './render-pdf.ts'
