// Runs before the first paint: sets the theme that the reader chose, here or in Redoc, else that of the system.
let chosen: string | null = null
try {
  chosen = localStorage.getItem('redoc.colorMode')
} catch {
  // Without storage the system decides.
}
const preferred = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
document.documentElement.classList.add(chosen === 'light' || chosen === 'dark' ? chosen : preferred)
