using CallSummary.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Administration;

/// <summary>
/// Reads what the console has set: before the first call, when a message says that it changed, and every half minute in case one was lost.
/// A database that is down changes nothing.
/// </summary>
internal sealed class ConsoleSettingsWatch(
    IDbContextFactory<CallSummaryDbContext> contexts, ConsoleSettings settings, TimeProvider time, ILogger<ConsoleSettingsWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Takes over what has changed.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            if (!await settings.Stored.IsCurrentAsync(database, cancellationToken))
            {
                settings.Set(await StoredSettings.ReadAsync(database, cancellationToken));
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryReadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.ConsoleSettingsUnread(Interval, e);
        }
    }
}
