using CallSummary.Contracts;
using CallSummary.Storage.Calls;

namespace CallSummary.Summarization.Transcripts;

/// <summary>Puts a call's utterances in order and numbers them.</summary>
internal static class TranscriptAssembler
{
    /// <param name="call">The ended call.</param>
    /// <param name="utterances">Its stored utterances, in any order.</param>
    /// <param name="subscriber">The leg that is <c>me</c>.</param>
    public static Transcript Assemble(Call call, IReadOnlyCollection<Utterance> utterances, Leg subscriber)
    {
        var said = TranscriptOrder.Lines(utterances);
        var expected = (call.CallerUtterances ?? 0) + (call.CalleeUtterances ?? 0);
        var length = said.Sum(utterance => utterance.Text.Length);
        return new Transcript
        {
            Lines = [.. said.Select((utterance, i) => new TranscriptLine(i + 1, utterance.Leg == subscriber ? "me" : "other", OneLine(utterance.Text)))],
            Language = said.GroupBy(Language).OrderByDescending(group => group.Sum(u => u.Text.Length)).Select(group => group.Key).FirstOrDefault(string.Empty),
            Coverage = expected == 0 ? 1 : Math.Min(1, (double)utterances.Count / expected),
            Confidence = length == 0 ? 0 : said.Sum(utterance => utterance.Probability * utterance.Text.Length) / length,
            SpeechModels = [.. utterances.Select(utterance => utterance.Model).Where(model => model.Length > 0).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    private static string Language(Utterance utterance) => utterance.Language.Length > 0
        ? utterance.Language
        : utterance.Text.Any(c => c is >= '가' and <= '힣') ? "ko" : "en";

    // A line break inside an utterance would begin a line that nobody said.
    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
