import { toString as drawQr } from 'qrcode'

/**
 * A QR code as SVG with the quiet zone of 2 modules, to be shown beside text that says the same. Level M bears a fold or
 * a stamp on 15 % of it.
 */
export function qrSvg(text: string): Promise<string> {
  return drawQr(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
}
