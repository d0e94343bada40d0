import { Outlet, useRouteError } from 'react-router'
import { Problem } from '../components/problem/Problem.tsx'

/** The wall is hydrated: it updates itself. */
export const handle = { scripts: true }

/** The frame of the wall. A page puts a `WallHead` and its `<main id="noi-dung">` into the grid. */
export default function WallLayout() {
  return (
    <div className="wall-grid">
      <Outlet />
    </div>
  )
}

export function ErrorBoundary() {
  return (
    <div className="wall-grid">
      <Problem error={useRouteError()} />
    </div>
  )
}
