using CallSummary.Storage.Access;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.UnitTests.Storage.Access;

public sealed class ApiKeysTests
{
    [Fact]
    public async Task FindAsync_CreatedKey_FindsItsScopeAndTheTableHoldsNoKey()
    {
        await using var host = await StorageHost.StartAsync();
        var keys = host.Get<ApiKeys>();

        var (row, key) = await keys.CreateAsync("acme", "+821012345678", "app", TestContext.Current.CancellationToken);

        Assert.StartsWith("cs_", key, StringComparison.Ordinal);
        var found = await keys.FindAsync(key, TestContext.Current.CancellationToken);
        Assert.Equal((row.Id, "acme", "+821012345678"), (found!.Id, found.TenantId, found.SubscriberNumber));
        await using var database = host.Database();
        Assert.DoesNotContain(key[3..], (await database.ApiKeys.SingleAsync(TestContext.Current.CancellationToken)).KeySha256, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_Twice_MakesDifferentKeys()
    {
        await using var host = await StorageHost.StartAsync();
        var keys = host.Get<ApiKeys>();

        var first = await keys.CreateAsync("acme", null, "a", TestContext.Current.CancellationToken);
        var second = await keys.CreateAsync("acme", null, "a", TestContext.Current.CancellationToken);

        Assert.NotEqual(first.Key, second.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cs_")]
    [InlineData("cs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("xx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task FindAsync_NoKeyOfOurs_IsNull(string key)
    {
        await using var host = await StorageHost.StartAsync();
        await host.Get<ApiKeys>().CreateAsync("acme", null, "a", TestContext.Current.CancellationToken);

        Assert.Null(await host.Get<ApiKeys>().FindAsync(key, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RevokeAsync_OwnTenantOnly_EndsTheKey()
    {
        await using var host = await StorageHost.StartAsync();
        var keys = host.Get<ApiKeys>();
        var (row, key) = await keys.CreateAsync("acme", null, "a", TestContext.Current.CancellationToken);

        Assert.False(await keys.RevokeAsync(row.Id, "other", TestContext.Current.CancellationToken));
        Assert.NotNull(await keys.FindAsync(key, TestContext.Current.CancellationToken));
        Assert.True(await keys.RevokeAsync(row.Id, "acme", TestContext.Current.CancellationToken));
        Assert.Null(await keys.FindAsync(key, TestContext.Current.CancellationToken));
        Assert.False(await keys.RevokeAsync(row.Id, "acme", TestContext.Current.CancellationToken));
    }
}
