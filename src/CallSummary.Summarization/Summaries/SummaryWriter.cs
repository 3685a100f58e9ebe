using CallSummary.Contracts;
using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Extractive;
using CallSummary.Summarization.Live;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.OpenAICompatible;
using CallSummary.Summarization.Transcripts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Summarization.Summaries;

/// <summary>
/// Writes one summary: asks the models in their order, checks the answer, asks an instruction model once more, or falls back to the transcript's
/// own words. A call beyond the context is written part by part.
/// </summary>
internal sealed class SummaryWriter(
    SummaryEngineSource engines,
    IOptions<SummarizationOptions> options,
    TimeProvider time,
    ILogger<SummaryWriter> logger)
{
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellationToken"/> was cancelled; everything else becomes an extractive summary.</exception>
    public Task<WrittenSummary> WriteAsync(Guid callId, Transcript transcript, CancellationToken cancellationToken) =>
        WriteAsync(new SummaryWork { CallId = callId, Transcript = transcript }, cancellationToken);

    /// <inheritdoc cref="WriteAsync(Guid, Transcript, CancellationToken)"/>
    public async Task<WrittenSummary> WriteAsync(SummaryWork work, CancellationToken cancellationToken)
    {
        work = work with { Memory = work.Memory ?? new CallMemory(work.CallId) };
        var extractive = new Lazy<SummaryContent>(() => ExtractiveSummarizer.Write(work.Transcript, options.Value.DefaultLanguage));
        var failure = work.Transcript.Lines.Count == 0 ? SummaryFailure.NothingSaid : SummaryFailure.NoModel;
        if (failure != SummaryFailure.NothingSaid)
        {
            foreach (var model in work.Models ?? engines.Models)
            {
                var attempt = await GuardedAsync(model, work, extractive, cancellationToken);
                if (attempt.Written is { } written)
                {
                    return Shaped(work, written);
                }

                failure = attempt.Failure;
            }
        }

        return Shaped(work, new WrittenSummary(extractive.Value, failure, 0, null, null));
    }

    private static WrittenSummary Shaped(SummaryWork work, WrittenSummary written) =>
        work.Template is { } template ? written with { Content = template.Apply(written.Content), Template = template } : written;

    private async Task<WriteAttempt> GuardedAsync(SummaryModel model, SummaryWork work, Lazy<SummaryContent> extractive, CancellationToken cancellationToken)
    {
        if (model.Guard is not { } guard)
        {
            return await TryAsync(model, work, extractive, cancellationToken);
        }

        var attempt = await guard.AskAsync(work.TenantId, work.Transcript.Text.Length, token => TryAsync(model, work, extractive, token), cancellationToken);
        if (attempt.NotAsked is { } why)
        {
            logger.FellBack(work.CallId, model.Name, attempt.Failure, $"not asked: {why}");
        }

        return attempt;
    }

    private async Task<WriteAttempt> TryAsync(SummaryModel model, SummaryWork work, Lazy<SummaryContent> extractive, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        SummaryFailure failure;
        var cause = "no exception";
        try
        {
            var attempt = await AskAsync(model, work, extractive, either.Token);
            if (attempt.Written is not null)
            {
                return attempt;
            }

            failure = attempt.Failure;
        }
        catch (ContextExceededException exceeded)
        {
            failure = SummaryFailure.ContextExceeded;
            cause = exceeded.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failure = SummaryFailure.Timeout;
            cause = "no answer within CallSummary:Summarization:AnswerTimeout";
        }
        catch (Exception exception) when (exception is LlamaEngineException or ServerException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            cause = exception is ServerException ? exception.Message : (exception.InnerException ?? exception).GetType().Name;
            failure = SummaryFailure.EngineFailure;
        }

        logger.FellBack(work.CallId, model.Name, failure, cause);
        return new(null, failure);
    }

    private static async Task<WriteAttempt> AskAsync(SummaryModel model, SummaryWork work, Lazy<SummaryContent> extractive, CancellationToken cancellationToken)
    {
        var memory = work.Memory!;
        var windows = CallParts.Split(model, work.Transcript, memory, work.Template);
        var evidence = new TranscriptEvidence(work.Transcript.Lines, memory);
        var notes = await Task.WhenAll(windows.Take(windows.Count - 1)
            .Select(window => CallParts.NoteAsync(model, window, work.Transcript.Language, work.Template, memory, null, cancellationToken)));
        var before = notes.Zip(windows)
            .Where(pair => pair.First is not null)
            .Select(pair => SummaryChecker.Check(pair.Second.InCall(pair.First!.Content), evidence, extractive))
            .ToList();
        var grounded = before.Where(part => part.IsGrounded).ToList();

        var conversation = new SummaryConversation(
            model, windows[^1], work.Transcript.Language, work.Template, [.. grounded.Select(part => part.Content)], CallMemory.ContextKey(work.CallId, work.Leg));
        var (last, failure) = await AskLastAsync(model, work, conversation, windows[^1], evidence, extractive, cancellationToken);
        if (last is null && grounded.Count == 0)
        {
            return new(null, failure);
        }

        List<CheckedSummary> parts = last is null ? grounded : [.. grounded, last];
        return new(
            new WrittenSummary(
                NoteMerger.Merge([.. parts.Select(part => part.Content)], lastKnowsAll: last is not null && !model.TakesTranscriptAlone),
                SummaryFailure.None,
                parts.Sum(part => part.Dropped.Count),
                model.Name,
                conversation.Instructions)
            {
                Verdicts = parts.Count == 1 ? parts[0].Verdicts : null,
            },
            SummaryFailure.None);
    }

    private static async Task<(CheckedSummary? Best, SummaryFailure Failure)> AskLastAsync(
        SummaryModel model,
        SummaryWork work,
        SummaryConversation conversation,
        TranscriptWindow window,
        TranscriptEvidence evidence,
        Lazy<SummaryContent> extractive,
        CancellationToken cancellationToken)
    {
        CheckedSummary? best = null;
        var failure = SummaryFailure.UnusableAnswer;
        IReadOnlySet<string> repaired = new HashSet<string>();
        for (var attempt = 1; attempt <= (model.TakesTranscriptAlone ? 1 : 2); attempt++)
        {
            var title = attempt == 1 && work.OnTitle is not null ? new TitleReader() : null;
            void OnPiece(string piece)
            {
                if (title!.Add(piece) is { } written && evidence.Check(written, null) == Problem.None)
                {
                    work.OnTitle!(written);
                }
            }

            var answer = await conversation.AskAsync(title is null ? null : OnPiece, cancellationToken);
            var result = SummaryReader.Read(answer) is { } content ? SummaryChecker.Check(window.InCall(content), evidence, extractive) : null;
            failure = result is { IsGrounded: false } ? SummaryFailure.Ungrounded : failure;
            if (result is { IsGrounded: true } && (best is null || result.Dropped.Count < best.Dropped.Count))
            {
                best = result.Repaired(repaired);
            }

            if (result is { Dropped.Count: 0 })
            {
                break;
            }

            repaired = result is null ? repaired : result.DroppedSections;
            conversation.AskToRepair(answer, result?.Dropped ?? ["The answer is not one JSON object of the schema."]);
        }

        return (best, failure);
    }
}
