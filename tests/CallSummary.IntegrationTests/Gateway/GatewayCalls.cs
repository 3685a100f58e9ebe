namespace CallSummary.IntegrationTests.Gateway;

/// <summary>Calls in real time: one test at a time, with nothing beside it that would disturb the pace or the metrics.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GatewayCalls
{
    public const string Name = "Gateway calls";
}
