using System.Net;
using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Rtp;
using CallSummary.Rtp.Batching;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Ports;
using CallSummary.Rtp.Sending;
using CallSummary.Rtp.Transcoding;
using CallSummary.TestKit;

namespace CallSummary.Benchmarks.Media;

/// <summary>
/// P10, simulated: a recorded conversation replayed into the packet interface, where sockets end, as 20, 200 and 2,000 calls in real time.
/// Relay, timeline, frames and the search for utterances are real; there is no kernel and no disk.
/// </summary>
internal static class TraceReplay
{
    private const int BaseCalls = 20;
    private const int Phases = 20;

    public static Benchmark Benchmark { get; } = new("P10", "media", "CPU per call at x1, x10, x100, trace replay without sockets (simulated)", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        var trace = new[] { "caller.wav", "callee.wav" }.Select(Load).ToArray();
        await MeasureAsync(BaseCalls * 10, trace, TimeSpan.FromSeconds(5));
        var costs = new List<double>();
        foreach (var scale in new[] { 1, 10, 100 })
        {
            costs.Add(await MeasureAsync(BaseCalls * scale, trace, TimeSpan.FromSeconds(quick ? 8 : 30)));
            await Console.Error.WriteLineAsync($"  x{scale}: {costs[^1]:0.00000} CPU-s/call-min (simulated)");
        }

        return
        [
            new Figure("P10", costs[2] / costs[0], "ratio-x100-simulated", "<=1"),
            new Figure("P10.x10", costs[1] / costs[0], "ratio-x10-simulated", "<=1"),
            new Figure("P10.x100", costs[2] / costs[1], "ratio-x100-to-x10-simulated", "<=1"),
            new Figure("P10.cpu", costs[2] * 1000, "cpu-ms/call-min-simulated", null),
        ];
    }

    private static byte[] Load(string file)
    {
        var samples = AudioClip.Load(Path.Combine(RepositoryRoot.Path, "samples", "calls", "04-en-net", file)).Samples.Span;
        var octets = new byte[samples.Length / 160 * 160];
        G711.EncodeMuLaw(samples[..octets.Length], octets);
        return octets;
    }

    private static async Task<double> MeasureAsync(int calls, byte[][] trace, TimeSpan time)
    {
        await using var engine = new MediaEngine(new MediaEngineOptions { BindAddress = IPAddress.Loopback, Transport = MediaTransport.Portable });
        var clock = new MediaClock(TimeProvider.System);
        using var pacer = new PlaybackPacer(clock);
        using var transcoding = new TranscodingPool(clock, 1);
        var options = new MediaEngineOptions();
        var served = new List<ServedCall>();
        for (var i = 0; i < calls; i++)
        {
            var call = new ServedCall(_ => Stream.Null, findUtterances: true);
            call.Open(sink => new MediaLeg(engine, clock, pacer, options, sink, new LegPorts(new NullPort(), new NullPort(), 2 * i, null, IsShared: false), transcoding), i * 2, relay: true);
            served.Add(call);
        }

        using var stop = new CancellationTokenSource();
        var writing = WriteAsync(served, stop.Token);
        var cpu = 0.0;
        var rounds = 0;
        var playing = new Thread(() => (cpu, rounds) = Play(served, trace, time)) { Name = "replay" };
        playing.Start();
        await Task.Run(playing.Join);
        await stop.CancelAsync();
        await writing;
        var received = served.Sum(c => c.Legs.Sum(l => l.Statistics.Received));
        var dropped = served.Sum(c => c.Dropped);
        served.ForEach(c => c.Dispose());
        if (dropped > 0 || received != (long)rounds * calls * 2)
        {
            throw new WorkGateException($"of {(long)rounds * calls * 2} packets {received} were received and {dropped} did not reach the recording.");
        }

        return cpu;
    }

    private static async Task WriteAsync(List<ServedCall> calls, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                calls.ForEach(c => c.Drain());
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <returns>CPU seconds a call-minute after the first second, and the packets that each leg got.</returns>
    private static (double Cpu, int Rounds) Play(List<ServedCall> calls, byte[][] trace, TimeSpan time)
    {
        var packet = new byte[LoadPacket.Length];
        var sources = Enumerable.Range(0, calls.Count * 2).Select(i => SourceKey.From(LoadPlayer.AddressOf(i))).ToArray();
        var origin = TimeProvider.System.GetTimestamp();
        var rounds = (int)(time.TotalMilliseconds / Phases) + 50;
        var cpu = 0.0;
        for (var tick = 0; tick < rounds * Phases; tick++)
        {
            if (tick == 50 * Phases)
            {
                cpu = ProcessCpu.Of(Environment.ProcessId);
            }

            PortPoll.Sleep(TimeSpan.FromMilliseconds(tick).Ticks - TimeProvider.System.GetElapsedTime(origin).Ticks);
            var round = tick / Phases;
            var timestamp = TimeProvider.System.GetTimestamp();
            for (var call = tick % Phases; call < calls.Count; call += Phases)
            {
                for (var leg = 0; leg < 2; leg++)
                {
                    var index = (call * 2) + leg;
                    RtpPacket.WriteHeader(packet, 0, round == 0, (ushort)round, (uint)round * 160, LoadPacket.Ssrc(index));

                    // Each call stands elsewhere in the conversation.
                    var at = (round + (call * 7)) * 160 % trace[leg].Length;
                    trace[leg].AsSpan(at, 160).CopyTo(packet.AsSpan(RtpPacket.HeaderLength));
                    calls[call].Legs[leg].OnDatagram(packet, sources[index], timestamp);
                }
            }
        }

        var minutes = calls.Count * (rounds - 50) * 0.020 / 60;
        return ((ProcessCpu.Of(Environment.ProcessId) - cpu) / minutes, rounds);
    }
}
