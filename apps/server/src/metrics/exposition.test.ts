import { expect, test } from 'vitest';
import { Exposition } from './exposition.ts';
import { Histogram } from './histogram.ts';

test('nothing is told as an end alone', () => {
  expect(new Exposition().text()).toBe('# EOF\n');
});

test('counters, gauges and information carry the suffixes of their types', () => {
  const out = new Exposition();
  out.info({ name: 'app_build', help: 'The app.' }, { version: '1.2.3' });
  out.counter({ name: 'app_calls', help: 'Calls.' }, [{ labels: { to: 'a', by: 'b' }, value: 3 }]);
  out.gauge({ name: 'app_memory_bytes', unit: 'bytes', help: 'Memory.' }, [{ value: 1.5 }]);
  expect(out.text()).toBe(`# TYPE app_build info
# HELP app_build The app.
app_build_info{version="1.2.3"} 1
# TYPE app_calls counter
# HELP app_calls Calls.
app_calls_total{to="a",by="b"} 3
# TYPE app_memory_bytes gauge
# UNIT app_memory_bytes bytes
# HELP app_memory_bytes Memory.
app_memory_bytes 1.5
# EOF
`);
});

test('the buckets of a histogram hold all values up to their bound', () => {
  const histogram = new Histogram([0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 2]) histogram.observe(value);
  const out = new Exposition();
  out.histogram({ name: 'app_duration_seconds', unit: 'seconds', help: 'Time.' }, [
    { labels: { of: 'x' }, histogram },
  ]);
  expect(out.text().split('\n').slice(3, -2)).toEqual([
    'app_duration_seconds_bucket{of="x",le="0.1"} 2',
    'app_duration_seconds_bucket{of="x",le="1.0"} 3',
    'app_duration_seconds_bucket{of="x",le="+Inf"} 4',
    'app_duration_seconds_sum{of="x"} 2.65',
    'app_duration_seconds_count{of="x"} 4',
  ]);
});

test('what ends a label is escaped', () => {
  const out = new Exposition();
  out.gauge({ name: 'app', help: 'App.' }, [{ labels: { text: 'a"b\\c\nd' }, value: 1 }]);
  expect(out.text()).toContain('app{text="a\\"b\\\\c\\nd"} 1\n');
});
