using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Contracts;
using CallSummary.TestKit;

namespace CallSummary.Benchmarks.Speech;

/// <summary>
/// P5: processor time of the service for an utterance in a 30 s window, over that of whisper.cpp alone in the same window, same sound,
/// same language, one thread. What the service adds is decoding, resampling, the voice detector and the gates.
/// </summary>
internal static class EngineOverhead
{
    public static Benchmark Benchmark { get; } = new(
        "P5", "speech", "Whisper CPU of an utterance through the service, 30 s windows / whisper.cpp alone, same text (demonstration model)", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        var folder = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "utterances");
        var samples = File.ReadLines(Path.Combine(folder, "expected.tsv")).Skip(1).Select(line => line.Split('\t'))
            .Select(row => (Language: row[1], Sound: AudioClip.Load(Path.Combine(folder, row[0])).Samples.ToArray()))
            .Take(quick ? 6 : 24).ToArray();
        using var bare = new BareWhisper();
        return
        [
            new Figure("P5", await RatioAsync(1500), "ratio", "<=1.02"),
            new Figure("P5.fitted", await RatioAsync(256), "ratio", null),
        ];

        async Task<double> RatioAsync(int context)
        {
            using var service = new SpeechService(("AudioContextFloor", $"{context}"));
            var ratios = new List<double>();
            for (var round = 0; round < (quick ? 2 : 3); round++)
            {
                foreach (var (language, sound) in samples)
                {
                    var utterance = Utterance(sound, language);
                    var heard = new short[sound.Length];
                    G711.DecodeMuLaw(utterance.Audio, heard);
                    var bareSound = BareWhisper.Sound(heard);
                    var (text, theirs) = await CpuTime.OfAsync(() => bare.TranscribeAsync(bareSound, language, context));
                    var (transcribed, ours) = await CpuTime.OfAsync(() => service.Utterances.TranscribeAsync(utterance, CancellationToken.None));
                    if (transcribed.Text != text)
                    {
                        throw new WorkGateException($"The service writes '{transcribed.Text}' where whisper.cpp writes '{text}'.");
                    }

                    ratios.Add(ours / theirs);
                }
            }

            return CpuTime.Median(ratios);
        }
    }

    private static UtteranceCaptured Utterance(short[] sound, string language)
    {
        var octets = new byte[sound.Length];
        G711.EncodeMuLaw(sound, octets);
        return new UtteranceCaptured
        {
            CallId = Guid.CreateVersion7(),
            TenantId = "benchmark",
            Leg = Leg.Caller,
            Sequence = 0,
            Offset = TimeSpan.Zero,
            Duration = TimeSpan.FromSeconds(sound.Length / 8000.0),
            Language = language,
            Audio = octets,
            RecordingStart = 0,
            RecordingEnd = 0,
        };
    }
}
