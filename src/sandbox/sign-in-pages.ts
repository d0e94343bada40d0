import { type SamplePerson, samplePersons } from './persons.ts'

/** The page that offers everybody to sign in as. `action` is where the choice is posted to. */
export function choicePage(action: string): string {
  const groups = [...Map.groupBy(samplePersons, (person) => person.group)]
  const lists = groups.map(
    ([name, persons]) => `<h2>${escapeHtml(name)}</h2><ul>${persons.map(personButton).join('')}</ul>`,
  )
  return frame(
    'Chọn người để đăng nhập',
    `<p>Đây là cổng đăng nhập thử, thay cho VNeID trên máy này. Mọi người dưới đây đều không có thật và không cần mật khẩu.</p>
<form method="post" action="${escapeHtml(action)}">
${lists.join('')}
<p><button class="quiet" name="person" value="">Hủy, quay lại</button></p>
</form>`,
  )
}

function personButton({ key, name, about }: SamplePerson): string {
  return `<li><button name="person" value="${escapeHtml(key)}"><b>${escapeHtml(name)}</b><span>${escapeHtml(about)}</span></button></li>`
}

/** Sends the sign-out on at once; with scripts off there is one button. `form` comes from the provider. */
export function signOutPage(form: string): string {
  return frame(
    'Đăng xuất',
    `${form}<p><button form="op.logoutForm" name="logout" value="yes"><b>Đăng xuất</b></button></p>
<script>document.querySelector('button[name=logout]').click()</script>`,
  )
}

/** What went wrong and how to go on. */
export function problemPage(home: string, problem: string): string {
  return frame(
    'Chưa đăng nhập được',
    `<p>Lần đăng nhập này đã hết hạn hoặc đã dùng rồi. Hãy <a href="${escapeHtml(home)}">về trang đầu</a> và đăng nhập lại.</p>
<p class="soft">${escapeHtml(problem)}</p>`,
  )
}

/** Text between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, (sign) => names[sign] ?? sign)
}

function frame(title: string, body: string): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} - Đăng nhập thử nghiệm</title><style>${style}</style></head>
<body><header><p>Đăng nhập thử nghiệm</p></header><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`
}

const style = `
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#15242c;font:1.0625rem/1.55 "Be Vietnam Pro",system-ui,sans-serif}
header{background:#8a5a00;color:#fff;font-weight:600}
header p,main{max-width:60rem;margin:0 auto;padding:.75rem 1rem}
main{padding-block:1.5rem 3rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.125rem;margin:2rem 0 .75rem}
ul{list-style:none;margin:0;padding:0;display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr))}
button{font:inherit;color:inherit;text-align:left;width:100%;height:100%;min-height:4rem;padding:.75rem 1rem;background:#fff;border:1px solid #8fa0aa;border-radius:6px;cursor:pointer}
button:hover{background:#f2f5f6}
button:focus-visible,a:focus-visible{outline:3px solid #15242c;outline-offset:2px;background:#ffdf7a}
button b,button span{display:block}
button span,.soft{color:#4d5f69;font-size:.9375rem}
button.quiet{width:auto;height:auto;min-height:3rem;margin-top:1rem}
`
