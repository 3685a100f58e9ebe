using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Summarization.Live;
using CallSummary.Summarization.Templates;
using CallSummary.Summarization.Transcripts;
using Microsoft.Extensions.Options;

namespace CallSummary.Summarization.Summaries;

/// <summary>Writes the summary of a transcript in one subscriber's view, as a row to store.</summary>
internal sealed class SummaryDrafts(SummaryWriter writer, TenantTemplates templates, LateSummaries late, IOptions<SummarizationOptions> options, TimeProvider time)
{
    /// <param name="call">The call.</param>
    /// <param name="leg">The subscriber's leg.</param>
    /// <param name="utterances">The transcript.</param>
    /// <param name="memory">What was worked out while the call ran, or null.</param>
    /// <param name="models">The models to ask, in order; null for the configured ones.</param>
    /// <param name="onTitle">Told the checked title as soon as it is written.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<SummaryDraft> WriteAsync(
        Call call, Leg leg, IReadOnlyCollection<Utterance> utterances, CallMemory? memory, IReadOnlyList<SummaryModel>? models, Action<string>? onTitle, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var transcript = TranscriptAssembler.Assemble(call, utterances, leg);
        var written = await writer.WriteAsync(
            new SummaryWork
            {
                CallId = call.Id,
                TenantId = call.TenantId,
                Leg = leg,
                Transcript = transcript,
                Memory = memory,
                Template = await templates.OfAsync(call.TenantId, cancellationToken),
                Models = models,
                OnTitle = onTitle,
            },
            cancellationToken);
        var document = SummaryDocuments.Create(call, leg, transcript, written, options.Value.DefaultLanguage);
        var now = time.GetUtcNow();
        var row = new Summary
        {
            Id = Guid.CreateVersion7(now),
            CallId = call.Id,
            TenantId = call.TenantId,
            SubscriberLeg = leg,
            SubscriberNumber = leg == Leg.Caller ? call.CallerNumber : call.CalleeNumber,
            Engine = written.Engine,
            Title = document.Content.Title,
            DocumentJson = SummaryDocuments.ToJson(document),
            CreatedAt = now,
            RetryAt = late.RetryAt(written.Failure, 1, now),
            FailedAttempts = written.Failure is SummaryFailure.None or SummaryFailure.NothingSaid ? null : 1,
        };
        return new SummaryDraft(row, written, time.GetElapsedTime(start));
    }
}
