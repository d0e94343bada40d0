/**
 * The drawings of the icons: one path each on a grid of 24, stroke 2, round ends. A drawing with a heavier stroke says
 * so in `heavy`.
 */
export const drawings = {
  alert: 'M12 3.5 21.5 20h-19zM12 10v4M12 16.9v.1',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  baby: 'M3.5 12.5a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0zM9 15.5c1.6 1.6 4.4 1.6 6 0M9 11v.1M15 11v.1M12 4c-1.2 1-1.2 2.6.3 3.2',
  building: 'M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4zM8.5 13a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z',
  candle: 'M9 12h6v9H9zM12 9.5V12M12 3c1.8 2 1.8 4.5 0 6-1.8-1.5-1.8-4 0-6z',
  cap: 'M2.5 9.5 12 5l9.5 4.5L12 14zM6.5 11.5V16c3 2.5 8 2.5 11 0v-4.5',
  car: 'M4 16v-4l2-5.5h12l2 5.5v4zM5 16v3M19 16v3M4 12h16',
  chat: 'M4 5h16v11H10l-5 4v-4H4z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0zM12 7v5l3.5 2',
  coin: 'M5 6h14a2 2 0 0 1 2 2v8a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-8a2 2 0 0 1 2 -2zM9.5 12a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0zM6.5 12h.01M17.5 12h.01',
  data: 'M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  doc: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  dots: 'M6 12h.01M12 12h.01M18 12h.01',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  fish: 'M3 12c3-5 9-6 13-1l4.5-3v8L16 13c-4 5-10 4-13-1zM8 11.4v.1',
  flag: 'M6 21V4h12l-3 4 3 4H6',
  globe: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  heart: 'M12 20S4 15 4 9.3A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.3C20 15 12 20 12 20z',
  history: 'M4 12a8 8 0 1 0 3-6.2M4 4v4h4M12 8v4l3 2',
  home: 'm4 11 8-7 8 7M6 9.5V20h12V9.5M10 20v-5h4v5',
  inbox: 'm4 13 3-8h10l3 8v6H4zM4 13h5l1.5 2.5h3L15 13h5',
  info: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0zM12 11v5M12 7.9v.1',
  land: 'm3 7.5 9-4 9 4-9 4zM3 12l9 4 9-4M3 16.5l9 4 9-4',
  leaf: 'M6 18C4 10 10 5 20 4.5 20 14 15 19.5 8 18.5M4.5 21c1-5 4-8 8-10',
  lock: 'M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-5a2 2 0 0 1 2 -2zM8 11V8a4 4 0 0 1 8 0v3',
  minus: 'M5 12h14',
  nosignal: 'm4 4 16 16M8.5 15.5a5 5 0 0 1 5-1M5 12a10 10 0 0 1 4-2.4M12 19h.01M19 12a10 10 0 0 0-5-2.7',
  pause: 'M8.5 6v12M15.5 6v12',
  pen: 'm4 20 1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5',
  person: 'M8 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0zM4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6',
  phone: 'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2z',
  plus: 'M12 5v14M5 12h14',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  rings:
    'M3 15a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0zM10 15a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0zM6.5 4.5h4l-2 3z',
  search: 'M4 11a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM20 20l-4-4',
  shield: 'm12 3 8 3v6c0 4.5-3.4 7.7-8 9-4.6-1.3-8-4.5-8-9V6z',
  shop: 'm4 9 1.5-5h13L20 9a2.7 2.7 0 0 1-5.3 0 2.7 2.7 0 0 1-5.4 0A2.7 2.7 0 0 1 4 9zM5.5 12v8h13v-8M10 20v-4.5h4V20',
  'sign-out': 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  star: 'M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z',
  turn: 'M20 11a8 8 0 1 0-2.3 6.5M20 4v7h-7',
  umbrella: 'M12 4V3M3 13a9 9 0 0 1 18 0zM12 13v6a2 2 0 0 1-4 0',
  upload: 'M12 16V5M7 9l5-5 5 5M5 20h14',
  users:
    'M5.5 8.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0zM2.5 19.5c.7-3.5 3.3-5.5 6.5-5.5s5.8 2 6.5 5.5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.5c1.8.8 3 2.6 3.5 5',
  x: 'M6 6l12 12M18 6 6 18',
} as const

export type IconName = keyof typeof drawings

/** Icons made of dots or bars, whose stroke carries the whole shape. */
export const heavy: Partial<Record<IconName, string>> = { dots: '3', pause: '3.2' }
