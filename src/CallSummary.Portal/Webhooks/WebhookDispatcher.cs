using System.Collections.Concurrent;
using CallSummary.Storage.Webhooks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Webhooks;

/// <summary>Sends what is due. At least once: after a crash between the receiver's answer and our note of it, the same event id is sent again.</summary>
internal sealed class WebhookDispatcher(
    DueDeliveries due,
    WebhookSender sender,
    WebhookSignal signal,
    IOptions<PortalOptions> options,
    PortalMetrics metrics,
    ILogger<WebhookDispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly PortalWebhookOptions _settings = options.Value.Webhooks;
    private readonly ConcurrentDictionary<Guid, int> _underWay = new();
    private readonly ConcurrentDictionary<Guid, Task> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = _settings.PollInterval;
            try
            {
                while (await StartDueAsync(stoppingToken) > 0)
                {
                }

                failures = 0;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                wait = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(failures++, 10))));
                logger.DispatcherFailed(wait, exception);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await signal.WaitAsync(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_running.Values);
    }

    private async Task<int> StartDueAsync(CancellationToken stopping)
    {
        var free = _settings.Concurrency - _running.Count;
        if (free <= 0)
        {
            return 0; // An attempt that ends raises the signal.
        }

        var taken = await due.TakeAsync(free, _underWay, stopping);
        foreach (var (delivery, webhook) in taken)
        {
            _underWay.AddOrUpdate(webhook.Id, 1, (_, count) => count + 1);
            var attempt = new Task<Task>(() => AttemptAsync(delivery, webhook, stopping));
            _running[delivery.Id] = attempt.Unwrap();
            attempt.Start(TaskScheduler.Default);
        }

        return taken.Count;
    }

    private async Task AttemptAsync(WebhookDelivery delivery, Webhook webhook, CancellationToken stopping)
    {
        try
        {
            var result = await sender.SendAsync(webhook, delivery, stopping);

            // What the receiver has answered is noted even when the host stops meanwhile.
            var state = await due.CompleteAsync(delivery, result, Random.Shared.NextDouble(), CancellationToken.None);
            metrics.Attempt(result.Outcome);
            logger.Attempted(delivery.Id, webhook.Id, delivery.Attempts, result.Outcome, result.Status);
            if (state == WebhookDeliveryState.Dead)
            {
                metrics.Dead();
                logger.Dead(delivery.Id, webhook.Id, delivery.Attempts, result.Outcome);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The receiver may have it or not: whoever runs next sends it again.
            await due.ReleaseAsync(delivery, CancellationToken.None);
        }
        catch (Exception exception)
        {
            logger.DeliveryFailed(delivery.Id, exception);
        }
        finally
        {
            _running.TryRemove(delivery.Id, out _);
            if (_underWay.AddOrUpdate(webhook.Id, 0, (_, count) => count - 1) == 0)
            {
                _underWay.TryRemove(new KeyValuePair<Guid, int>(webhook.Id, 0));
            }

            signal.Raise();
        }
    }
}
