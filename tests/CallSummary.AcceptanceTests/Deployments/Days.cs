using System.Collections.Concurrent;

namespace CallSummary.AcceptanceTests.Deployments;

/// <summary>A day of calls in each shape, spent when first asked for.</summary>
public sealed class Days : IAsyncLifetime
{
    private readonly ConcurrentDictionary<DeploymentShape, Lazy<Task<DayOfCalls>>> _days = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var day in _days.Values.Select(lazy => lazy.Value).Where(day => day.IsCompletedSuccessfully))
        {
            await (await day).DisposeAsync();
        }
    }

    internal Task<DayOfCalls> InAsync(DeploymentShape shape) => _days.GetOrAdd(shape, s => new Lazy<Task<DayOfCalls>>(() => DayOfCalls.SpendAsync(s))).Value;
}
