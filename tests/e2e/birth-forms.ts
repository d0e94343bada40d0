import type { Page } from 'playwright-core'
import { choose, pdf, press } from './visitors.ts'

type Child = {
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly people: string
  readonly place: string
  readonly hometown: string
}

export const khoi: Child = {
  name: 'Thạch Minh Khôi',
  sex: 'male',
  people: 'khmer',
  place: 'Ấp Biển Tây A',
  hometown: 'Xã Vĩnh Trạch Đông',
}

/** The page about a child that was born at home on 12/11/2024. */
export async function answerChild(page: Page, { name, sex, people, place, hometown }: Child): Promise<void> {
  await page.locator('[name=childName]').fill(name)
  for (const [part, text] of Object.entries({ day: '12', month: '11', year: '2024' }))
    await page.locator(`[name=childBirthDate-${part}]`).fill(text)
  await choose(page, 'childSex', sex)
  await page.locator('[name=childEthnicity]').selectOption(people)
  await choose(page, 'childNationality', 'vietnamese')
  await choose(page, 'birthPlaceKind', 'elsewhere')
  await page.locator('[name=birthPlace]').fill(place)
  await page.locator('[name=childHometown]').fill(hometown)
  await press(page, 'Lưu và tiếp tục')
}

/** The bundle of birth, residence and health insurance, by the father, from its first page to its papers. */
export async function answerBundle(page: Page): Promise<void> {
  await answerChild(page, khoi)
  await choose(page, 'motherIs', 'unknown')
  await press(page, 'Lưu và tiếp tục')
  await choose(page, 'fatherIs', 'applicant')
  await press(page, 'Lưu và tiếp tục')
  await page.locator('[name=newArea]').selectOption('31837')
  await page.locator('[name=newAddress]').fill('Ấp Biển Tây A')
  await choose(page, 'housingPaper', 'confirmation')
  await choose(page, 'headIs', 'applicant')
  await press(page, 'Lưu và tiếp tục')
  await page.locator('[name=hospital]').fill('Trạm Y tế xã Vĩnh Trạch Đông')
  await press(page, 'Lưu và tiếp tục')
  await declare(page, 'father')
}

/** Who asks, and that it is true. */
export async function declare(page: Page, relationship: 'mother' | 'father'): Promise<void> {
  await page.locator('[name=relationship]').selectOption(relationship)
  await page.locator('[name=declaration]').check()
  await press(page, 'Lưu và tiếp tục')
}

/** From the papers to the button that files; gives the code of the dossier. */
export async function handIn(page: Page): Promise<string> {
  await page.locator('input[type=file]').first().setInputFiles(pdf('Giấy chứng sinh'))
  await press(page, 'Lưu và tiếp tục')
  await press(page, 'Lưu và tiếp tục')
  await page.locator('[name=cam-doan]').check()
  await press(page, 'Nộp hồ sơ')
  return /\/ho-so\/da-nop\/(.+)$/.exec(page.url())?.[1] ?? ''
}
