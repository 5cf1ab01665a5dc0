import type { Json } from '@fluxts/base';
import { civil, formatTime, type GoTime, inZone, layouts } from '@fluxts/gocompat';
import { dayName, monthName } from './calendar-names.ts';
import {
  type GoMethod,
  GoObject,
  type GoValue,
  int,
  int64,
  type ParameterType,
} from '../value/value.ts';

/** A `time.Time` as templates see it. */
export class TimeObject extends GoObject {
  readonly typeName = 'time.Time';
  readonly time: GoTime;

  constructor(time: GoTime) {
    super();
    this.time = time;
  }

  field(): GoValue {
    return undefined;
  }

  override method(name: string): GoMethod | undefined {
    const methods = timeMethods(this.time);
    return methods.get(name);
  }

  entries(): readonly (readonly [string, GoValue])[] {
    return [];
  }

  override text(): string {
    return formatTime(this.time, '2006-01-02 15:04:05.999999999 -0700 MST');
  }

  override json(): Json {
    return formatTime(this.time, layouts.RFC3339Nano);
  }
}

function timeMethods(time: GoTime): Map<string, GoMethod> {
  const parts = civil(time);
  const give = (value: () => GoValue): GoMethod => ({ parameters: [], call: value });
  const compare = (accepts: (order: number) => boolean): GoMethod => ({
    parameters: ['time'] satisfies ParameterType[],
    call: ([other]) =>
      accepts(
        other instanceof TimeObject
          ? time.seconds - other.time.seconds || time.nanos - other.time.nanos
          : 0,
      ),
  });
  return new Map<string, GoMethod>([
    ['Year', give(() => int(parts.year))],
    ['Month', give(() => monthName(parts.month))],
    ['Day', give(() => int(parts.day))],
    ['Hour', give(() => int(parts.hour))],
    ['Minute', give(() => int(parts.minute))],
    ['Second', give(() => int(parts.second))],
    ['Nanosecond', give(() => int(time.nanos))],
    ['Weekday', give(() => dayName(parts.weekday))],
    ['YearDay', give(() => int(parts.yearDay))],
    ['Unix', give(() => int64(time.seconds))],
    ['UnixMilli', give(() => int64(time.seconds * 1000 + Math.floor(time.nanos / 1e6)))],
    ['UTC', give(() => new TimeObject(inZone(time, 'UTC')))],
    ['IsZero', give(() => time.seconds === -62_135_596_800 && time.nanos === 0)],
    ['String', give(() => new TimeObject(time).text())],
    ['Before', compare((order) => order < 0)],
    ['After', compare((order) => order > 0)],
    ['Equal', compare((order) => order === 0)],
    ['Format', { parameters: ['string'], call: ([layout]) => formatTime(time, layout as string) }],
  ]);
}
