// How answers are read: toolkit/domain/self_check.py again, for the browser. Both are run
// on the same vectors (tests/self_check) and must agree to the last digit, so numbers are
// exact fractions of BigInt. Nothing here reads or writes anything but its arguments.
const SelfCheck = (() => {
  const gcd = (a, b) => (b ? gcd(b, a % b) : a < 0n ? -a : a);
  const ratio = (n, d = 1n) => {
    const sign = d < 0n ? -1n : 1n;
    const by = gcd(n, d) || 1n;
    return { n: (sign * n) / by, d: (sign * d) / by };
  };
  const parse = (text) => {
    const [n, d = "1"] = String(text).split("/");
    return ratio(BigInt(n), BigInt(d));
  };
  const add = (a, b) => ratio(a.n * b.d + b.n * a.d, a.d * b.d);
  const subtract = (a, b) => add(a, { n: -b.n, d: b.d });
  const times = (a, b) => ratio(a.n * b.n, a.d * b.d);
  const divide = (a, b) => ratio(a.n * b.d, a.d * b.n);
  const compare = (a, b) => {
    const gap = a.n * b.d - b.n * a.d;
    return gap < 0n ? -1 : gap > 0n ? 1 : 0;
  };
  const whole = (number) => ratio(BigInt(number));
  const text = (a) => (a.d === 1n ? String(a.n) : `${a.n}/${a.d}`);
  const total = (values) => values.reduce(add, whole(0));
  const least = (values) => values.reduce((a, b) => (compare(b, a) < 0 ? b : a));
  const most = (values) => values.reduce((a, b) => (compare(b, a) > 0 ? b : a));
  const HUNDRED = whole(100);

  // Half away from nought, as people round.
  const rounded = (value, digits) => {
    const by = 10n ** BigInt(digits);
    const size = value.n < 0n ? -value.n : value.n;
    const units = (2n * size * by + value.d) / (2n * value.d);
    const shown = String(units).padStart(digits + 1, "0");
    const sign = value.n < 0n && units ? "-" : "";
    return sign + (digits ? `${shown.slice(0, -digits)}.${shown.slice(-digits)}` : shown);
  };

  const itemsOf = (pack) =>
    new Map(pack.parts.flatMap((part) => part.items).map((item) => [item.id, item]));
  const valuesOf = (pack, item) => pack.anchors[item.anchors].map((a) => parse(a.value));

  const coded = (pack, known, answers) => {
    const found = new Map();
    for (const [name, given] of Object.entries(answers)) {
      const item = known.get(name);
      if (!item) throw new Error(`unknown item ${name}`);
      const values = valuesOf(pack, item);
      if (given === "na") {
        if (!item.na_allowed) throw new Error(`${name} concerns everybody`);
      } else if (!Number.isInteger(given) || given < 0 || given >= values.length) {
        throw new Error(`${name} has no anchor ${given}`);
      } else {
        const value = values[given];
        const turned = () => subtract(add(least(values), most(values)), value);
        found.set(name, item.reverse ? turned() : value);
      }
    }
    return found;
  };

  const needed = (scale, answers) => {
    if (scale.on_missing === "invalid") return scale.items.length;
    const concerned = scale.items.filter((name) => answers[name] !== "na").length;
    const { count, ratio: share } = scale.min_answered;
    if (share === null) return Math.max(1, count);
    const wanted = times(parse(share), whole(concerned));
    return Math.max(1, Number((wanted.n + wanted.d - 1n) / wanted.d));
  };

  const valueOf = (pack, known, scale, given) => {
    const values = valuesOf(pack, known.get(scale.items[0]));
    const low = least(values);
    const high = most(values);
    const missing = scale.items.length - given.length;
    const all = scale.on_missing === "lowest" ? [...given, ...Array(missing).fill(low)] : given;
    const mean = divide(total(all), whole(all.length));
    if (scale.method === "sum") return times(mean, whole(scale.items.length));
    if (scale.method === "pomp")
      return divide(times(HUNDRED, subtract(mean, low)), subtract(high, low));
    return mean;
  };

  const bandOf = (bands, value) => {
    if (value === null) return null;
    const reached = bands.filter((band) => {
      const above = compare(value, parse(band.from));
      return above > 0 || (above === 0 && !band.after);
    });
    return reached.length ? reached[reached.length - 1].id : null;
  };

  const read = (pack, known, scale, items, answers) => {
    const given = scale.items.filter((n) => items.has(n)).map((n) => items.get(n));
    const value =
      given.length >= needed(scale, answers) ? valueOf(pack, known, scale, given) : null;
    return { value, band: bandOf(scale.bands, value), answered: given.length };
  };

  const balance = ([a, b]) => {
    const both = add(a, b);
    return both.n ? divide(times(HUNDRED, subtract(a, b)), both) : null;
  };

  const compose = (pack, known, composite, items, readings) => {
    const scales = new Map(pack.scales.map((scale) => [scale.id, scale]));
    const names = new Set(composite.of.flatMap((part) => scales.get(part).items));
    const happened = (name) =>
      items.has(name) && compare(items.get(name), least(valuesOf(pack, known.get(name)))) > 0;
    const events = [...names].filter(happened).length;
    const values = composite.of.map((part) => readings[part].value);
    let value = null;
    if (!values.includes(null) && events >= composite.min_events) {
      value =
        composite.method === "balance"
          ? balance(values)
          : divide(total(values), whole(values.length));
    }
    return { value, band: bandOf(composite.bands, value), answered: events };
  };

  const holds = (when, seen) => {
    const scale = (name) => (seen.readings[name] ? seen.readings[name].value : null);
    const reaches = (value, wanted) =>
      value !== null && value !== undefined && compare(value, parse(wanted)) >= 0;
    if ("all" in when) return when.all.every((one) => holds(one, seen));
    if ("any" in when) return when.any.some((one) => holds(one, seen));
    if ("none" in when) return !holds(when.none, seen);
    if ("count" in when) {
      const at = when.count.filter((name) => reaches(seen.items.get(name), when.at_least));
      return at.length >= when.times;
    }
    if ("item" in when) return reaches(seen.items.get(when.item), when.at_least);
    if ("unanswered" in when) return scale(when.unanswered) === null;
    if ("band" in when) return seen.readings[when.scale].band === when.band;
    const value = scale(when.scale);
    if ("at_least" in when) return reaches(value, when.at_least);
    return value !== null && compare(value, parse(when.at_most)) <= 0;
  };

  const ranked = (pack, role, readings) =>
    pack.scales
      .filter((scale) => scale.role === role && readings[scale.id].value !== null)
      .sort((a, b) => compare(readings[b.id].value, readings[a.id].value));

  const strongest = (pack, role, readings) =>
    ranked(pack, role, readings)
      .filter((scale) => ![null, scale.bands[0].id].includes(readings[scale.id].band))
      .map((scale) => scale.id)
      .slice(0, 3);

  const weakest = (pack, readings, besides) => {
    const weak = ranked(pack, "support", readings).filter(
      (scale) =>
        readings[scale.id].band !== scale.bands[scale.bands.length - 1].id &&
        !besides.includes(scale.id),
    );
    const value = (scale) => readings[scale.id].value;
    const first = (a, b) => (compare(value(b), value(a)) < 0 ? b : a);
    return weak.length ? weak.reduce(first).id : null;
  };

  const assess = (pack, answers, calls = false) => {
    const known = itemsOf(pack);
    const items = coded(pack, known, answers);
    const readings = {};
    for (const scale of pack.scales)
      readings[scale.id] = read(pack, known, scale, items, answers);
    for (const composite of pack.composites)
      readings[composite.id] = compose(pack, known, composite, items, readings);
    const held = pack.rules.filter((rule) => holds(rule.when, { items, readings }));
    const level = calls ? 3 : Math.max(0, ...held.map((rule) => rule.level));
    const shown = held.filter((r) => r.level === level || r.level === 0).map((r) => r.card);
    const supports = strongest(pack, "support", readings);
    const result = {
      readings: {},
      level,
      cards: [...new Set([...(calls ? ["t3"] : []), ...shown])],
      pressures: strongest(pack, "pressure", readings),
      supports,
      strengthen: weakest(pack, readings, supports),
    };
    for (const [name, reading] of Object.entries(readings)) {
      const value = reading.value === null ? null : text(reading.value);
      result.readings[name] = { ...reading, value };
    }
    return result;
  };

  // Eleven digits, the last one Luhn's key (spaces are how people type them).
  const isRpps = (typed) => {
    const digits = typed.replace(/\s/g, "");
    if (!/^[0-9]{11}$/.test(digits)) return false;
    const sum = [...digits].reverse().reduce((sofar, digit, place) => {
      const doubled = Number(digit) * (place % 2 ? 2 : 1);
      return sofar + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
    return sum % 10 === 0;
  };

  return { assess, isRpps, parse, rounded };
})();
