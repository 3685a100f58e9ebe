using CallSummary.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Operations;

/// <summary>Forgets the SIP messages of calls after a time.</summary>
internal sealed class TraceSweeper(
    IDbContextFactory<CallSummaryDbContext> contexts, IOptions<PortalOptions> options, TimeProvider time, ILogger<TraceSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.KeepTraces;
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.CallTraces.Where(t => t.At < before).ExecuteDeleteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    await SweepAsync(stoppingToken);
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    logger.TracesNotSwept(Interval, exception);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
