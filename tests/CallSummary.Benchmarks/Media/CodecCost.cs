using System.Diagnostics;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Rtp;
using CallSummary.Rtp.Transcoding;
using CallSummary.TestKit.Audio;

namespace CallSummary.Benchmarks.Media;

/// <summary>What a call costs whose parties have different codecs: one has G.711, the other each of ours in turn; both directions.</summary>
internal static class CodecCost
{
    private static readonly (string Name, RecordedCodec Codec, double Likeness)[] s_codecs =
    [
        ("g722", RecordedCodec.G722, 0.97), ("opus", RecordedCodec.Opus, 0.8), ("amr", RecordedCodec.AmrAligned, 0.7), ("amr-wb", RecordedCodec.AmrWbAligned, 0.7),
    ];

    public static Benchmark Benchmark { get; } = new("CODEC", "media", "CPU of transcoding a call between G.711 and each codec", RunAsync);

    private static Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        var speech = SampleCall.All.First(c => c.Name == "04-en-net").Leg("caller");
        var figures = new List<Figure>();
        foreach (var (name, codec, likeness) in s_codecs)
        {
            if (SpeechCodecs.Missing(codec) is { } missing)
            {
                Console.WriteLine($"CODEC.{name} is not measured: it needs {missing}.");
                continue;
            }

            Measure(codec, speech, likeness);
            var rounds = quick ? 3 : 10;
            var best = Enumerable.Range(0, rounds).Min(_ => Measure(codec, speech, likeness));
            figures.Add(new Figure($"CODEC.{name}", Math.Round(best * 60 * 8000 / speech.Length, 3), "cpu-seconds/call-minute", null));
        }

        return Task.FromResult<IReadOnlyList<Figure>>(figures);
    }

    /// <returns>Seconds for the speech sent there and back.</returns>
    private static double Measure(RecordedCodec codec, short[] speech, double likeness)
    {
        var there = new List<(uint Timestamp, byte[] Payload)>();
        var back = new List<short>();
        using var to = new TranscodingStream(
            new MediaFormat { PayloadType = 96, Codec = codec }, (in TranscodedPacket p) => there.Add((p.Timestamp, p.Payload.ToArray())));
        using var from = new TranscodingStream(
            MediaFormat.Pcma,
            (in TranscodedPacket p) =>
            {
                foreach (var octet in p.Payload)
                {
                    back.Add(G711.DecodeALaw(octet));
                }
            });
        var octets = new byte[speech.Length];
        G711.EncodeALaw(speech, octets);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < octets.Length / 160; i++)
        {
            to.Add(Packet(RecordedCodec.Pcma, i, (uint)(i * 160), octets.AsSpan(i * 160, 160)));
        }

        for (var i = 0; i < there.Count; i++)
        {
            from.Add(Packet(codec, i, there[i].Timestamp, there[i].Payload));
        }

        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var alike = Likeness.Of(speech.AsSpan(0, Math.Min(speech.Length - 400, 40_000)), back.ToArray(), 400);
        return alike >= likeness ? took : throw new WorkGateException($"{codec}: what comes back has a likeness of {alike:0.00}, {likeness} is wanted.");
    }

    private static ReceivedPacket Packet(RecordedCodec codec, int number, uint timestamp, ReadOnlySpan<byte> payload) => new()
    {
        Kind = ReceivedPacketKind.Audio,
        Codec = codec,
        SequenceNumber = (ushort)number,
        Timestamp = timestamp,
        Payload = payload,
        Ssrc = 1,
    };
}
