using Microsoft.Extensions.Hosting;

namespace CallSummary.Summarization.Summaries;

/// <summary>Makes the configured model ready before the bus delivers anything; one that cannot be used stops the start.</summary>
internal sealed class SummaryEngineSource(Func<IReadOnlyList<SummaryModel>> create) : IHostedLifecycleService, IDisposable
{
    private readonly Lazy<IReadOnlyList<SummaryModel>> _models = new(create);

    public SummaryEngineSource(Func<SummaryModel?> create)
        : this(() => create() is { } model ? [model] : Array.Empty<SummaryModel>())
    {
    }

    /// <summary>The models in the order in which they are asked; empty when none is configured.</summary>
    public IReadOnlyList<SummaryModel> Models => _models.Value;

    /// <summary>The first of them, or null.</summary>
    public SummaryModel? Model => Models.Count > 0 ? Models[0] : null;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.Run(() => _models.Value, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var model in _models.IsValueCreated ? _models.Value : [])
        {
            model.Server?.Dispose();
        }
    }
}
