namespace CallSummary.IntegrationTests.Hosting;

/// <summary>Tests that stop the broker for everyone run alone.</summary>
[CollectionDefinition(nameof(WholeBroker), DisableParallelization = true)]
public sealed class WholeBroker;
