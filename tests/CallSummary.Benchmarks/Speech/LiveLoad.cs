using System.Collections.Concurrent;
using System.Diagnostics;
using CallSummary.AllInOne.Demo;
using CallSummary.Contracts;
using SampleCall = CallSummary.TestKit.Audio.SampleCall;

namespace CallSummary.Benchmarks.Speech;

/// <summary>
/// Plays calls into a service at their own pace and waits for their lines. Every fourth call is a monologue, which gives partial lines. The gate: no packet is lost, and
/// every utterance of the recordings comes as a line, however late.
/// </summary>
internal sealed class LiveLoad : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly PartialCounts _counts = new();
    private readonly LiveService _service;
    private readonly SubscriberApp _reader;
    private readonly ConcurrentDictionary<Guid, LiveCall> _calls = [];
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _connected = new();
    private readonly Task _following;

    private LiveLoad(LiveService service, SubscriberApp reader)
    {
        (_service, _reader) = (service, reader);
        _following = FollowAsync();
    }

    public static async Task<LiveLoad> StartAsync()
    {
        var service = await LiveService.StartAsync();
        var load = new LiveLoad(service, await service.ReaderAsync());
        await load._connected.Task;
        return load;
    }

    /// <summary>As many calls at once, for so long.</summary>
    /// <exception cref="WorkGateException">A packet or a line is missing.</exception>
    public async Task<LiveRun> RunAsync(int count, TimeSpan talk)
    {
        _calls.Clear();
        for (var i = 0; i < count; i++)
        {
            var call = new LiveCall(_service.Answer(), Sound(i), talk);
            _calls[call.Recorder.CallId] = call;
        }

        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        using (var timer = new PeriodicTimer(Tick))
        {
            while (Stopwatch.GetElapsedTime(started) < talk && await timer.WaitForNextTickAsync())
            {
                foreach (var call in _calls.Values)
                {
                    call.Play();
                }
            }
        }

        var busy = (Environment.CpuUsage.TotalTime - cpu) / Stopwatch.GetElapsedTime(started);
        var partials = _calls.Values.Sum(c => c.Partials);
        var (beginnings, heard) = _counts.Take();
        var (behind, waited) = (await _service.IsBehindAsync(), Stopwatch.GetTimestamp());
        var recordings = _calls.Values.Select(c => _service.HangUp(c.Recorder)).ToArray();
        var lost = recordings.Sum(r => r.Ended!.DroppedPackets);
        var spoken = recordings.Sum(r => r.Utterances.Count);
        var left = spoken - Lines;
        while (Lines < spoken && Stopwatch.GetElapsedTime(waited) < Patience)
        {
            await Task.Delay(Tick, TimeProvider.System);
        }

        var delays = _calls.Values.SelectMany(c => c.Delays).Order().ToArray();
        return lost > 0 || Lines != spoken || delays.Length == 0
            ? throw new WorkGateException($"At {count} calls {lost} packets were lost, and {Lines} of {spoken} utterances came as lines.")
            : new LiveRun(delays, partials, beginnings, heard, busy, spoken, left, Stopwatch.GetElapsedTime(waited).TotalSeconds, behind);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _following;
        _reader.Dispose();
        await _service.DisposeAsync();
        _counts.Dispose();
        _over.Dispose();
    }

    private int Lines => _calls.Values.Sum(c => c.Lines);

    // Each call begins elsewhere in its sample, so that not all pause at once.
    private static Dictionary<Leg, byte[]> Sound(int index)
    {
        var sample = SampleCall.All[index % SampleCall.All.Count];
        var (caller, callee) = (sample.Leg("caller"), sample.Leg("callee"));
        if (index % 4 == 3)
        {
            return new() { [Leg.Caller] = LiveCall.Encode(Spoken(caller)), [Leg.Callee] = LiveCall.Encode(new short[caller.Length]) };
        }

        var turn = index * 7919 % Math.Min(caller.Length, callee.Length);
        return new() { [Leg.Caller] = LiveCall.Encode([.. caller[turn..], .. caller[..turn]]), [Leg.Callee] = LiveCall.Encode([.. callee[turn..], .. callee[..turn]]) };
    }

    // Without its pauses: nothing ends an utterance but its length.
    private static short[] Spoken(short[] leg) =>
        [.. Enumerable.Range(0, leg.Length / 800).Select(i => leg[(i * 800)..((i + 1) * 800)]).Where(b => b.Max(s => Math.Abs((int)s)) > 600).SelectMany(b => b)];

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var happened in _reader.FollowAsync(_connected, _over.Token))
            {
                if (!_calls.TryGetValue(happened.CallId, out var call) || happened.Data["line"] is not { } line)
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
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // Enough was heard.
        }
    }
}
