using CallSummary.Audio;
using CallSummary.TestKit;
using CallSummary.Transcription.Evaluation;
using CallSummary.Transcription.Whisper;

namespace CallSummary.Benchmarks.Speech;

/// <summary>
/// J1: processor time for several short utterances joined in one window, over the same heard one by one in fitted windows. One thread, same
/// model; the decoder is told the language in both.
/// </summary>
internal static class JoinedUtterances
{
    private const int Together = 4;

    // The pause that a joined window needs between two utterances.
    private const int Gap = 16_000 / 2;
    private const int DemonstrationFloor = 128;
    private const int PublishedFloor = 512;

    public static Benchmark Benchmark { get; } = new(
        "J1", "speech", "Whisper CPU of four short utterances joined in one window / one by one in fitted windows (demonstration model)", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        var folder = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "utterances");
        var groups = File.ReadLines(Path.Combine(folder, "expected.tsv")).Skip(1).Select(line => line.Split('\t'))
            .Select(row => (Language: row[1], Text: row[4][(row[4].IndexOf(']') + 1)..].Trim(), Sound: BareWhisper.Sound(AudioClip.Load(Path.Combine(folder, row[0])).Samples.Span)))
            .GroupBy(s => s.Language).SelectMany(g => g.OrderBy(s => s.Sound.Length).Chunk(Together)).Where(g => g.Length == Together).Take(quick ? 2 : 6).ToArray();
        using var bare = new BareWhisper();
        var figures = new List<Figure>();
        foreach (var (name, floor) in new[] { ("J1", DemonstrationFloor), ("J1.floor512", PublishedFloor) })
        {
            var ratios = new List<double>();
            var (joinedErrors, singleErrors) = (0, 0);
            for (var round = 0; round < (quick ? 2 : 5); round++)
            {
                foreach (var group in groups)
                {
                    var language = group[0].Language;
                    var expected = TextUnits.Characters(string.Join(' ', group.Select(u => u.Text)));
                    var (single, apart) = await CpuTime.OfAsync(async () =>
                    {
                        var texts = new List<string>();
                        foreach (var utterance in group)
                        {
                            texts.Add(await bare.TranscribeAsync(utterance.Sound, language, AudioContextFit.Positions(utterance.Sound.Length, floor, 1500)));
                        }

                        return string.Join(' ', texts);
                    });
                    var window = group.SelectMany(u => u.Sound.Concat(new float[Gap])).ToArray();
                    var (joined, together) = await CpuTime.OfAsync(() => bare.TranscribeAsync(window, language, AudioContextFit.Positions(window.Length, floor, 1500)));
                    singleErrors += EditDistance.Between(expected, TextUnits.Characters(single));
                    joinedErrors += EditDistance.Between(expected, TextUnits.Characters(joined));
                    ratios.Add(together / apart);
                }
            }

            figures.Add(new Figure(name, CpuTime.Median(ratios), "ratio", null));
            figures.Add(new Figure($"{name}.errors.joined", joinedErrors, "characters", null));
            figures.Add(new Figure($"{name}.errors.apart", singleErrors, "characters", null));
        }

        return figures;
    }
}
