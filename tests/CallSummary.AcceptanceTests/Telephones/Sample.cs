using System.Text.Json.Nodes;
using CallSummary.TestKit.Audio;

namespace CallSummary.AcceptanceTests.Telephones;

/// <summary>What the sample calls say, as sound and as text.</summary>
internal static class Sample
{
    private const int SampleRate = 8000;

    /// <summary>The shortest English call.</summary>
    public static SampleCall Food { get; } = SampleCall.All.Single(call => call.Name == "06-en-food");

    /// <summary>The shortest Korean call.</summary>
    public static SampleCall Clinic { get; } = SampleCall.All.Single(call => call.Name == "01-ko-clinic");

    /// <summary>The lines as the subscriber, who called, reads them.</summary>
    public static IEnumerable<string> Script(this SampleCall call) =>
        call.Lines.Select(line => $"{(line.Leg == "caller" ? "me" : "other")}: {line.Text}");

    /// <summary>What the model is to write of the call.</summary>
    public static JsonNode ExpectedSummary(this SampleCall call) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(call.Folder, "expected-summary.json")))!;

    /// <summary>One line alone, with its pauses.</summary>
    public static short[] Sound(this SampleCall call, int line)
    {
        var spoken = call.Lines[line - 1];
        return call.Leg(spoken.Leg)[(int)(spoken.Start.TotalSeconds * SampleRate)..(int)(spoken.End.TotalSeconds * SampleRate)];
    }

    /// <summary>That many seconds in which nobody speaks.</summary>
    public static short[] Quiet(double seconds) => new short[(int)(seconds * SampleRate)];
}
