using System.ClientModel;
using CallSummary.Contracts;
using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Extractive;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Transcripts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Summarization.Summaries;

/// <summary>Writes one summary: asks the model, checks the answer, asks an instruction model once more, or falls back to the transcript's own words.</summary>
internal sealed class SummaryWriter(
    SummaryEngineSource engines,
    IOptions<SummarizationOptions> options,
    TimeProvider time,
    ILogger<SummaryWriter> logger)
{
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellationToken"/> was cancelled; everything else becomes an extractive summary.</exception>
    public async Task<WrittenSummary> WriteAsync(Guid callId, Transcript transcript, CancellationToken cancellationToken)
    {
        var extractive = ExtractiveSummarizer.Write(transcript, options.Value.DefaultLanguage);
        WrittenSummary Fallback(SummaryFailure failure) => new(extractive, failure, 0, null, null);
        if (transcript.Lines.Count == 0)
        {
            return Fallback(SummaryFailure.NothingSaid);
        }

        if (engines.Model is not { } model)
        {
            return Fallback(SummaryFailure.NoModel);
        }

        using var timeout = new CancellationTokenSource(options.Value.AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        SummaryFailure failure;
        var cause = "no exception";
        try
        {
            if (await AskAsync(model, transcript, extractive, either.Token) is { } written)
            {
                return written;
            }

            failure = SummaryFailure.UnusableAnswer;
        }
        catch (Exception exception) when (IsContextExceeded(exception))
        {
            failure = SummaryFailure.ContextExceeded;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failure = SummaryFailure.Timeout;
        }
        catch (Exception exception) when (exception is LlamaEngineException or ClientResultException or HttpRequestException or AggregateException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A server's message may repeat the transcript: only its kind is logged.
            cause = exception is ClientResultException { Status: > 0 and var status } ? $"HTTP {status}" : (exception.InnerException ?? exception).GetType().Name;
            failure = SummaryFailure.EngineFailure;
        }

        logger.FellBack(callId, failure, cause);
        return Fallback(failure);
    }

    // Servers have no common code for it; all of them name the context in a 400.
    private static bool IsContextExceeded(Exception exception) => exception is ContextExceededException
        || (exception is ClientResultException { Status: 400 } && exception.Message.Contains("context", StringComparison.OrdinalIgnoreCase));

    private static async Task<WrittenSummary?> AskAsync(SummaryModel model, Transcript transcript, SummaryContent extractive, CancellationToken cancellationToken)
    {
        var evidence = new TranscriptEvidence(transcript.Lines);
        var conversation = new SummaryConversation(model, transcript);
        CheckedSummary? best = null;
        var ungrounded = false;
        for (var attempt = 1; attempt <= (model.TakesTranscriptAlone ? 1 : 2); attempt++)
        {
            var answer = await conversation.AskAsync(cancellationToken);
            var result = SummaryReader.Read(answer) is { } content ? SummaryChecker.Check(content, evidence, extractive) : null;
            ungrounded |= result is { IsGrounded: false };
            if (result is { IsGrounded: true } && (best is null || result.Dropped.Count < best.Dropped.Count))
            {
                best = result;
            }

            if (result is { Dropped.Count: 0 })
            {
                break;
            }

            conversation.AskToRepair(answer, result?.Dropped ?? ["The answer is not one JSON object of the schema."]);
        }

        return best is not null ? new WrittenSummary(best.Content, SummaryFailure.None, best.Dropped.Count, model.Name, conversation.Instructions)
            : ungrounded ? new WrittenSummary(extractive, SummaryFailure.Ungrounded, 0, null, null)
            : null;
    }
}
