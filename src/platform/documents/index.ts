export { qrSvg } from './qr-code.ts'
export { renderPdf, type Template } from './render-pdf.ts'
