using System.Collections.Concurrent;
using System.Threading.Channels;
using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Templates;
using CallSummary.Summarization.Transcripts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.Summarization.Live;

/// <summary>
/// Works during the call: each line that is in extends what the model has read of it, and of parts that are over notes are written, so that at
/// hang-up only the last lines and the answer remain. What it holds can be lost at any time; the database is read again and again.
/// </summary>
internal sealed class LiveCalls(
    IDbContextFactory<CallSummaryDbContext> contexts,
    SummaryEngineSource engines,
    CallMemories memories,
    TenantTemplates templates,
    ILogger<LiveCalls> logger) : BackgroundService
{
    // Lines that a part must be behind before a note is written of it: a late utterance of the other leg may still come into it.
    private const int Settled = 2;

    private readonly Channel<Guid> _touched = Channel.CreateBounded<Guid>(new BoundedChannelOptions(CallMemories.Most) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly ConcurrentDictionary<Guid, bool> _waiting = new();

    /// <summary>A line of the call is in. Returns at once; lines that come close together are read together.</summary>
    public void Touch(Guid callId)
    {
        if (engines.Model is not null && _waiting.TryAdd(callId, true) && !_touched.Writer.TryWrite(callId))
        {
            _waiting.TryRemove(callId, out _);
        }
    }

    /// <summary>The call is summarised, erased or refused: what was read of it is given up.</summary>
    public void Forget(Guid callId)
    {
        memories.Forget(callId);
        foreach (var model in engines.Models)
        {
            foreach (var leg in CallMemories.Legs)
            {
                model.InProcess?.Drop(CallMemory.ContextKey(callId, leg));
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var callId in _touched.Reader.ReadAllAsync(stoppingToken))
            {
                _waiting.TryRemove(callId, out _);
                try
                {
                    await ReadAsync(callId, stoppingToken);
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    logger.ReadingAheadFailed(callId, exception);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    /// <summary>Reads a call as far as it has come.</summary>
    internal async Task ReadAsync(Guid callId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var call = await database.Calls.AsNoTracking().SingleOrDefaultAsync(c => c.Id == callId, cancellationToken);
        if (call is not { State: CallState.InProgress or CallState.Ended } || CallTransactions.IsRefused(call) || engines.Model is not { } model)
        {
            return;
        }

        var utterances = await database.Utterances.AsNoTracking().Where(u => u.CallId == callId).ToListAsync(cancellationToken);
        var memory = memories.Of(callId);
        var template = await templates.OfAsync(call.TenantId, cancellationToken);
        foreach (var leg in CallSummarizer.Subscribers(call))
        {
            Read(model, TranscriptAssembler.Assemble(call, utterances, leg), memory, leg, template, cancellationToken);
        }
    }

    private void Read(SummaryModel model, Transcript transcript, CallMemory memory, Leg leg, SummaryTemplate? template, CancellationToken cancellationToken)
    {
        foreach (var line in transcript.Lines)
        {
            _ = memory.Read(line.Text).Signs;
        }

        var key = CallMemory.ContextKey(memory.CallId, leg);
        var windows = CallParts.Split(model, transcript, memory, template);
        foreach (var (window, i) in windows.Take(windows.Count - 1).Select((window, i) => (window, i)))
        {
            if (transcript.Lines.Count - window.Before - window.Lines.Count >= Settled)
            {
                // The newest note is asked in the call's own context, which has read that part line by line.
                _ = NoteAsync(model, window, transcript.Language, template, memory, i == windows.Count - 2 ? key : null, cancellationToken);
            }
        }

        if (model.InProcess is { } llama && windows[^1].Lines.Count > 0)
        {
            llama.Warm(key, llama.Prompts.EncodeOpen(SummaryConversation.Beginning(model, windows[^1], transcript.Language, template)));
        }
    }

    private async Task NoteAsync(
        SummaryModel model, TranscriptWindow window, string language, SummaryTemplate? template, CallMemory memory, string? key, CancellationToken cancellationToken)
    {
        try
        {
            await CallParts.NoteAsync(model, window, language, template, memory, key, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.ReadingAheadFailed(memory.CallId, exception);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
