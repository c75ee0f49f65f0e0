import { useEffect, useState } from 'react'

interface Battery extends EventTarget {
  level: number
  charging: boolean
}

/** 0 to 1, or undefined where the browser does not tell. */
export function useBattery(): { level: number; charging: boolean } | undefined {
  const [told, setTold] = useState<{ level: number; charging: boolean }>()
  useEffect(() => {
    let battery: Battery | undefined
    const tell = () => battery && setTold({ level: battery.level, charging: battery.charging })
    const ask = Reflect.get(navigator, 'getBattery') as (() => Promise<Battery>) | undefined
    void ask?.call(navigator).then((found) => {
      battery = found
      tell()
      found.addEventListener('levelchange', tell)
      found.addEventListener('chargingchange', tell)
    })
    return () => {
      battery?.removeEventListener('levelchange', tell)
      battery?.removeEventListener('chargingchange', tell)
    }
  }, [])
  return told
}

export const LOW_BATTERY = 0.2
