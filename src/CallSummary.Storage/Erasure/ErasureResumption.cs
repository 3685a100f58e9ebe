using CallSummary.Storage.Calls;
using CallSummary.Storage.Recordings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.Storage.Erasure;

/// <summary>At start: deletes the recordings of calls whose erasure was committed and then cut short by a crash or a failing disk.</summary>
internal sealed class ErasureResumption(
    IDbContextFactory<CallSummaryDbContext> contexts,
    IRecordingStore recordings,
    CallEraser eraser,
    ILogger<ErasureResumption> logger) : BackgroundService
{
    private const int Batch = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ResumeAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // A host that records must not stop because an old folder cannot be read.
            logger.ResumptionFailed(exception);
        }
    }

    internal async Task ResumeAsync(CancellationToken cancellationToken)
    {
        foreach (var ids in recordings.ListCalls().Chunk(Batch))
        {
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            var erased = await database.Calls
                .Where(c => ids.Contains(c.Id) && c.State == CallState.Erased)
                .Select(c => c.Id)
                .ToListAsync(cancellationToken);
            erased.ForEach(eraser.DeleteRecording);
        }
    }
}
