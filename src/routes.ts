import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'
import { allPages } from './web/all-pages.ts'
import { type Surface, surfaceOf } from './web/pages.ts'

function routesOf(surface: Surface) {
  return allPages
    .filter((page) => surfaceOf(page.path) === surface)
    .map((page) => (page.path === '/' ? index(page.file) : route(page.path.slice(1), page.file)))
}

const routes: RouteConfig = [
  layout('web/layouts/portal.tsx', routesOf('portal')),
  layout('web/layouts/desk.tsx', routesOf('desk')),
  layout('web/layouts/wall.tsx', routesOf('wall')),
]

export default routes
