using System.Collections.Concurrent;
using System.Diagnostics;
using CallSummary.AllInOne.Demo;
using CallSummary.Contracts;
using SampleCall = CallSummary.TestKit.Audio.SampleCall;

namespace CallSummary.Benchmarks.Speech;

/// <summary>
/// L1: from the end of speech to its line on the event stream, at more and more calls at once: recorder, bus, voice detector, Whisper, portal, HTTP. The half second of
/// pause that ends an utterance is in it. Every fourth call is a monologue, which gives partial lines. The gate: no packet is lost, and every utterance of the recordings
/// comes as a line, however late.
/// </summary>
internal static class LiveLatency
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Benchmark Benchmark { get; } = new(
        "L1", "speech", "Seconds from the end of speech to its line on the event stream, p50 and p95, at 1, 2, 4 … calls (demonstration model)", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        using var counts = new PartialCounts();
        await using var service = await LiveService.StartAsync();
        using var reader = await service.ReaderAsync();
        var calls = new ConcurrentDictionary<Guid, LiveCall>();
        using var over = new CancellationTokenSource();
        var connected = new TaskCompletionSource();
        var following = FollowAsync(reader, calls, connected, over.Token);
        await connected.Task;
        var figures = new List<Figure>();
        foreach (var count in quick ? [1, 16] : new[] { 1, 2, 4, 8, 16, 32, 64 })
        {
            calls.Clear();
            figures.AddRange(await AtOnceAsync(service, calls, counts, count));
        }

        await over.CancelAsync();
        await following;
        return figures;
    }

    private static async Task<IEnumerable<Figure>> AtOnceAsync(LiveService service, ConcurrentDictionary<Guid, LiveCall> calls, PartialCounts counts, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var call = new LiveCall(service.Answer(), Sound(i), Talk);
            calls[call.Recorder.CallId] = call;
        }

        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        using (var timer = new PeriodicTimer(Tick))
        {
            while (Stopwatch.GetElapsedTime(started) < Talk && await timer.WaitForNextTickAsync())
            {
                foreach (var call in calls.Values)
                {
                    call.Play();
                }
            }
        }

        var busy = (Environment.CpuUsage.TotalTime - cpu) / Stopwatch.GetElapsedTime(started);
        var partials = calls.Values.Sum(c => c.Partials);
        var (beginnings, heard) = counts.Take();
        var recordings = calls.Values.Select(c => service.HangUp(c.Recorder)).ToArray();
        var lost = recordings.Sum(r => r.Ended!.DroppedPackets);
        var spoken = recordings.Sum(r => r.Utterances.Count);
        var waited = Stopwatch.GetTimestamp();
        while (calls.Values.Sum(c => c.Lines) < spoken && Stopwatch.GetElapsedTime(waited) < Patience)
        {
            await Task.Delay(Tick, TimeProvider.System);
        }

        var delays = calls.Values.SelectMany(c => c.Delays).Order().ToArray();
        var lines = calls.Values.Sum(c => c.Lines);
        if (lost > 0 || lines != spoken || delays.Length == 0)
        {
            throw new WorkGateException($"At {count} calls {lost} packets were lost, and {lines} of {spoken} utterances came as lines.");
        }

        return
        [
            new Figure($"L1.{count}.p50", Math.Round(delays[delays.Length / 2], 2), "s", null),
            new Figure($"L1.{count}.p95", Math.Round(delays[(int)(delays.Length * 0.95)], 2), "s", null),
            new Figure($"L1.{count}.partials", partials, "events", null),
            new Figure($"L1.{count}.beginnings", beginnings, "utterances", null),
            new Figure($"L1.{count}.heard", Math.Round(heard, 2), "ratio", null),
            new Figure($"L1.{count}.cpu", Math.Round(busy, 2), "processors", null),
        ];
    }

    // Each call begins elsewhere in its sample, so that not all pause at once.
    private static Dictionary<Leg, short[]> Sound(int index)
    {
        var sample = SampleCall.All[index % SampleCall.All.Count];
        var (caller, callee) = (sample.Leg("caller"), sample.Leg("callee"));
        if (index % 4 == 3)
        {
            return new() { [Leg.Caller] = Spoken(caller), [Leg.Callee] = new short[caller.Length] };
        }

        var turn = index * 7919 % Math.Min(caller.Length, callee.Length);
        return new() { [Leg.Caller] = [.. caller[turn..], .. caller[..turn]], [Leg.Callee] = [.. callee[turn..], .. callee[..turn]] };
    }

    // Without its pauses: nothing ends an utterance but its length.
    private static short[] Spoken(short[] leg) =>
        [.. Enumerable.Range(0, leg.Length / 800).Select(i => leg[(i * 800)..((i + 1) * 800)]).Where(b => b.Max(s => Math.Abs((int)s)) > 600).SelectMany(b => b)];

    private static async Task FollowAsync(
        SubscriberApp reader, ConcurrentDictionary<Guid, LiveCall> calls, TaskCompletionSource connected, CancellationToken over)
    {
        try
        {
            await foreach (var happened in reader.FollowAsync(connected, over))
            {
                if (!calls.TryGetValue(happened.CallId, out var call) || happened.Data["line"] is not { } line)
                {
                    continue;
                }

                if (happened.Type == "transcript.line" || (string?)line["text"] == "")
                {
                    call.LineCame((double)line["end"]!);
                }
                else
                {
                    call.PartialCame();
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Enough was heard.
        }
    }
}
