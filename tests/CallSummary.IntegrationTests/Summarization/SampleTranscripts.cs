using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;

namespace CallSummary.IntegrationTests.Summarization;

/// <summary>The sample calls as the stage holds them.</summary>
internal static class SampleTranscripts
{
    public static Transcript Of(ReferenceDialogue call) => new()
    {
        Lines = [.. call.Lines.Select((line, i) => new TranscriptLine(i + 1, line.Speaker, line.Text))],
        Language = call.Language,
        Coverage = 1,
        Confidence = 1,
        SpeechModels = [],
    };
}
