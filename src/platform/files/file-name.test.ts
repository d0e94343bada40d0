import { expect, test } from 'vitest'
import { fileName } from './file-name.ts'

test.each([
  ['Giấy chứng sinh - Thạch Sô Rinh - 20.11.2024', 'application/pdf', '.pdf'],
  ['quet-0007.JPG', 'application/pdf', '.pdf'],
  ['Giấy khai sinh.PDF', 'application/pdf', ''],
  ['ảnh.jpeg', 'image/jpeg', ''],
  ['trang.tiff', 'image/tiff', ''],
  ['tệp lạ', 'application/octet-stream', ''],
])('%s of type %s is saved with %j after it', (name, type, added) => {
  expect(fileName(name, type)).toBe(name + added)
})
