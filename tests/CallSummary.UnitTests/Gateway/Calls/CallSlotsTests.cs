using CallSummary.Gateway;
using CallSummary.Gateway.Calls;
using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Gateway.Calls;

public sealed class CallSlotsTests
{
    private readonly Trunk _small = Trunk("small", 1);
    private readonly Trunk _any = Trunk("any", 0);
    private readonly CallSlots _slots = new(Options.Create(new GatewayOptions { Limits = { MaxCalls = 3 } }));

    [Fact]
    public void TryEnter_PastTheTrunksLimit_IsRefused_OthersAreNot()
    {
        Assert.True(_slots.TryEnter(_small));
        Assert.False(_slots.TryEnter(_small));
        Assert.True(_slots.TryEnter(_any));

        _slots.Leave(_small);
        Assert.True(_slots.TryEnter(_small));
    }

    [Fact]
    public void TryEnter_PastTheGatewaysLimit_IsRefused()
    {
        Assert.True(_slots.TryEnter(_any));
        Assert.True(_slots.TryEnter(_any));
        Assert.True(_slots.TryEnter(_any));
        Assert.False(_slots.TryEnter(_any));
    }

    [Fact]
    public void Drain_WithCallsUp_CompletesWithTheLastOne_AndTakesNoMore()
    {
        _slots.TryEnter(_any);
        var drained = _slots.DrainAsync();

        Assert.False(drained.IsCompleted);
        Assert.False(_slots.TryEnter(_any));
        _slots.Leave(_any);
        Assert.True(drained.IsCompleted);
    }

    [Fact]
    public void Drain_WithoutCalls_CompletesAtOnce() => Assert.True(_slots.DrainAsync().IsCompleted);

    private static Trunk Trunk(string name, int maxCalls) =>
        new(new TrunkOptions { Name = name, MaxCalls = maxCalls }, new Tenant(new TenantOptions { Id = "t" }));
}
