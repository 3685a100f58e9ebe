using CallSummary.Summarization.Live;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Templates;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Summaries;

/// <summary>Cuts calls into the parts that a model can read at once, and has notes written of those that are over.</summary>
internal static class CallParts
{
    // What a line's number and speaker add to its tokens.
    private const int LineTokens = 8;

    // Room that a model which can be told of the parts before needs for that.
    private const double NotesShare = 0.15;

    public static IReadOnlyList<TranscriptWindow> Split(SummaryModel model, Transcript transcript, CallMemory memory, SummaryTemplate? template)
    {
        if (model.InProcess is not { } llama)
        {
            return TranscriptWindow.Split(transcript.Lines, line => line.ToString().Length + 1, model.MaxCharacters);
        }

        var empty = new TranscriptWindow { Before = 0, Lines = [] };
        var frame = llama.Prompts.Encode(SummaryConversation.Beginning(model, empty, transcript.Language, template)).Length;
        var room = llama.ContextTokens - llama.AnswerTokens - frame;
        return TranscriptWindow.Split(transcript.Lines, line => Cost(llama, memory, line.Text), (int)(room * (model.TakesTranscriptAlone ? 1 : 1 - NotesShare)));
    }

    /// <summary>The note on a part that is over; null when the model's answer cannot be used. Made once.</summary>
    public static Task<WindowNote?> NoteAsync(
        SummaryModel model, TranscriptWindow window, string language, SummaryTemplate? template, CallMemory memory, string? contextKey, CancellationToken cancellationToken) =>
        memory.NoteAsync($"{model.Name}\n{language}\n{template?.Sha256}\n{window.Hash}", async () =>
        {
            var conversation = new SummaryConversation(model, window, language, template, contextKey: contextKey);
            return SummaryReader.Read(await conversation.AskAsync(null, cancellationToken)) is { } content ? new WindowNote(content) : null;
        });

    private static int Cost(LlamaModel llama, CallMemory memory, string text)
    {
        var reading = memory.Read(text);
        if (reading.Cost == 0)
        {
            reading.Cost = llama.Prompts.Count(text) + LineTokens;
        }

        return reading.Cost;
    }
}
