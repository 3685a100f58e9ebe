using System.Text.Json;
using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Contracts;
using CallSummary.TestKit;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>The spoken samples of the repository as utterances, with what must be read in them.</summary>
/// <param name="Name">File, or call and line.</param>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Text">What must be written.</param>
/// <param name="Captured">The message, with the sound inline.</param>
internal sealed record SampleSpeech(string Name, string Language, string Text, UtteranceCaptured Captured)
{
    private const int Rate = AudioClip.SampleRate;

    /// <summary>The 24 reference utterances: the text is what whisper.cpp wrote with <c>-ac 512</c>.</summary>
    public static IReadOnlyList<SampleSpeech> Utterances()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "utterances");
        return [.. File.ReadLines(Path.Combine(folder, "expected.tsv")).Skip(1).Select(line => line.Split('\t')).Select(row =>
            new SampleSpeech(row[0], row[1], row[4][(row[4].IndexOf(']') + 1)..].Trim(), Capture(AudioClip.Load(Path.Combine(folder, row[0])).Samples.Span, 0)))];
    }

    /// <summary>The lines of the six sample calls, cut at the script's times with a margin on either side.</summary>
    public static IReadOnlyList<SampleSpeech> CallLines(double margin)
    {
        var lines = new List<SampleSpeech>();
        foreach (var folder in Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, "samples", "calls")).Order(StringComparer.Ordinal))
        {
            var script = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "script.json"))).RootElement;
            foreach (var line in script.GetProperty("lines").EnumerateArray())
            {
                var leg = AudioClip.Load(Path.Combine(folder, $"{line.GetProperty("leg").GetString()}.wav")).Samples.Span;
                var start = (int)((line.GetProperty("start").GetDouble() - margin) * Rate);
                var end = Math.Min(leg.Length, (int)((line.GetProperty("end").GetDouble() + margin) * Rate));
                lines.Add(new SampleSpeech(
                    $"{Path.GetFileName(folder)} line {line.GetProperty("line")}",
                    script.GetProperty("language").GetString()!,
                    line.GetProperty("text").GetString()!,
                    Capture(leg[start..end], start)));
            }
        }

        return lines;
    }

    public static UtteranceCaptured Capture(ReadOnlySpan<short> samples, int start)
    {
        var octets = new byte[samples.Length];
        G711.EncodeMuLaw(samples, octets);
        return new UtteranceCaptured
        {
            CallId = Guid.Parse("0199c000-0000-7000-8000-000000000001"),
            TenantId = "acme",
            Leg = Leg.Caller,
            Sequence = 0,
            Offset = TimeSpan.FromSeconds((double)start / Rate),
            Duration = TimeSpan.FromSeconds((double)samples.Length / Rate),
            Audio = octets,
            RecordingStart = 0,
            RecordingEnd = 0,
        };
    }
}
