using Microsoft.Extensions.Hosting;

namespace CallSummary.Summarization.Summaries;

/// <summary>Makes the configured model ready before the bus delivers anything; one that cannot be used stops the start.</summary>
internal sealed class SummaryEngineSource(Func<SummaryModel?> create) : IHostedLifecycleService
{
    private readonly Lazy<SummaryModel?> _model = new(create);

    /// <summary>The model, or null when none is configured.</summary>
    public SummaryModel? Model => _model.Value;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.Run(() => _model.Value, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
