// Saves a form while one types. What it sends and expects: README.md beside this file.
const PAUSE = 800
const AGAIN = 5000

for (const form of document.querySelectorAll('form[data-autosave]')) {
  const saved = document.querySelector('.saved')
  let timer
  let unsaved = false
  let busy = false
  let pressed

  const later = (wait) => {
    clearTimeout(timer)
    timer = setTimeout(save, wait)
  }

  const say = (words, time) => {
    if (!saved) return
    saved.hidden = false
    saved.querySelector('span').textContent = words
    const clock = saved.querySelector('time')
    clock.textContent = time
      ? time.toLocaleTimeString('vi', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' })
      : ''
    if (time) clock.dateTime = time.toISOString()
  }

  async function save() {
    if (busy) return later(PAUSE)
    busy = true
    const fields = {}
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string') fields[name] = name in fields ? [fields[name], value].flat() : value
    }
    unsaved = false
    try {
      const reply = await fetch(form.dataset.autosave, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ fields }),
      })
      const answer = await reply.json()
      if (reply.ok) {
        if (form.elements.revision && answer.revision) form.elements.revision.value = answer.revision
        return say(saved?.dataset.saved, new Date(answer.savedAt ?? Date.now()))
      }
      unsaved = true
      say(answer.message)
      if (reply.status >= 500) later(AGAIN)
    } catch {
      unsaved = true
      say(saved?.dataset.unsaved)
      later(AGAIN)
    } finally {
      busy = false
      const waiting = pressed
      pressed = undefined
      if (waiting) form.requestSubmit(waiting.submitter)
    }
  }

  const changed = () => {
    unsaved = true
    later(PAUSE)
  }
  form.addEventListener('input', changed)
  // On a slow line people type before this file is there.
  if (
    [...form.querySelectorAll('input:not([type=hidden]), textarea')].some(
      (field) => field.value !== field.defaultValue,
    )
  )
    changed()
  form.addEventListener('submit', (event) => {
    clearTimeout(timer)
    // Posted beside a save that is under way, the form would carry the revision from before it, and be refused as an old tab is.
    if (busy) {
      event.preventDefault()
      pressed = event
      return
    }
    unsaved = false
  })
  addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault()
  })
}
