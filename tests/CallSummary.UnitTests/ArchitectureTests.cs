using CallSummary.Contracts;

namespace CallSummary.UnitTests;

public sealed class ArchitectureTests
{
    [Fact]
    public void Contracts_ReferenceNoOtherProject() =>
        Assert.DoesNotContain(
            typeof(CallStarted).Assembly.GetReferencedAssemblies(),
            a => a.Name!.StartsWith("CallSummary.", StringComparison.Ordinal));
}
