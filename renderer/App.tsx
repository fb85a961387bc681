import {
  type ComponentType,
  type LazyExoticComponent,
  lazy,
  Suspense,
  useLayoutEffect,
  useState,
} from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { homeOf } from './desks.ts';
import { usePlace } from './place.ts';
import { useUnit } from './profile.ts';
import { useQuery } from './use.ts';
import { scenes } from './wall/scenes.ts';
import { Wall } from './wall/Wall.tsx';

type Theme = 'wall' | 'desk' | 'field';

/** Screens beside the wall: loaded when somebody goes there, so that the wall doesn't carry them. */
const screens: readonly { path: string; theme: Theme; screen: LazyExoticComponent<ComponentType> }[] = [
  {
    path: '/duty',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./duty/Duty.tsx')).Duty })),
  },
  {
    path: '/targets/*?',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./targets/Targets.tsx')).Targets })),
  },
  {
    path: '/road/*?',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./road/Road.tsx')).Road })),
  },
  {
    path: '/emissions/*?',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./road/Road.tsx')).Emissions })),
  },
  {
    path: '/papers',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./papers/Papers.tsx')).Papers })),
  },
  {
    path: '/enterprises/*?',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./enterprises/Enterprises.tsx')).Enterprises })),
  },
  {
    path: '/people/*?',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./people/People.tsx')).People })),
  },
  {
    path: '/chair/:meeting?',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./chair/Chair.tsx')).Chair })),
  },
  {
    path: '/clerk/:meeting?',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./clerk/Clerk.tsx')).Clerk })),
  },
  {
    path: '/meetings/:meeting?',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./meetings/Meetings.tsx')).Meetings })),
  },
  {
    path: '/actions/*?',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./actions/Actions.tsx')).Actions })),
  },
  {
    path: '/field',
    theme: 'field',
    screen: lazy(async () => ({ default: (await import('./field/Field.tsx')).Field })),
  },
  {
    path: '/search/*?',
    theme: 'desk',
    screen: lazy(async () => ({ default: (await import('./search/Search.tsx')).Search })),
  },
  {
    path: '/display',
    theme: 'wall',
    screen: lazy(async () => ({ default: (await import('./wall/Display.tsx')).Display })),
  },
];

const Enrol = lazy(async () => ({ default: (await import('./enrol/Enrol.tsx')).Enrol }));

/** Before it is somebody's, a console has one screen alone; who was enrolled on it goes from there to their desk. */
function Enrolled({ children }: { children: React.ReactNode }) {
  const state = useQuery('enrol.state', {}).value;
  const [, go] = useHashLocation();
  const [begun, setBegun] = useState(false);
  if (state && state.state !== 'done' && !begun) setBegun(true);
  if (!state || !begun) return children;
  const leave = () => {
    go(homeOf(state.post ?? ''));
    setBegun(false);
  };
  return (
    <Themed theme="desk">
      <Suspense fallback={null}>
        <Enrol state={state} onLeave={leave} />
      </Suspense>
    </Themed>
  );
}

/** The theme and the display's unit stand on <html>: dialogs and the page's ground take them too. */
function Themed({ theme, children }: { theme: Theme; children: React.ReactNode }) {
  const place = usePlace();
  const { unit } = useUnit(place.display);
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = theme;
    root.lang = place.language === 'en' ? 'en' : 'zh-CN';
    if (theme === 'wall') root.style.setProperty('--u', `${unit}px`);
    else root.style.removeProperty('--u');
  }, [theme, place.language, unit]);
  return children;
}

export function App() {
  return (
    <Router hook={useHashLocation}>
      <Enrolled>
        <Switch>
          <Route path="/wall/:scene?">
            {({ scene }) => (
              <Themed theme="wall">
                <Wall {...(scene === undefined ? {} : { scene })} />
              </Themed>
            )}
          </Route>
          {screens.map(({ path, theme, screen: Screen }) => (
            <Route key={path} path={path}>
              <Themed theme={theme}>
                <Suspense fallback={null}>
                  <Screen />
                </Suspense>
              </Themed>
            </Route>
          ))}
          {/* A scene by its name alone, as people write it: `#/gates?county=410804`. */}
          <Route path="/:scene">
            {({ scene }) => (
              <Redirect to={scenes.some(({ id }) => id === scene) ? `/wall/${scene}` : '/wall'} replace />
            )}
          </Route>
          <Route>
            <Redirect to="/wall" replace />
          </Route>
        </Switch>
      </Enrolled>
    </Router>
  );
}
