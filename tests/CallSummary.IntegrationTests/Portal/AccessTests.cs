using System.Net;
using System.Text;
using CallSummary.Storage.Access;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

public sealed class AccessTests
{
    private const string SomeId = "0190a000-0000-7000-8000-000000000001";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Endpoints => new()
    {
        { "GET", "/api/v1/calls" },
        { "GET", $"/api/v1/calls/{SomeId}" },
        { "DELETE", $"/api/v1/calls/{SomeId}" },
        { "GET", $"/api/v1/calls/{SomeId}/transcript" },
        { "GET", $"/api/v1/calls/{SomeId}/summary" },
        { "GET", $"/api/v1/calls/{SomeId}/recording" },
        { "GET", "/api/v1/events" },
        { "GET", "/api/v1/webhooks" },
        { "POST", "/api/v1/webhooks" },
        { "DELETE", $"/api/v1/webhooks/{SomeId}" },
        { "GET", $"/api/v1/webhooks/{SomeId}/deliveries" },
        { "POST", $"/api/v1/webhooks/{SomeId}/deliveries/{SomeId}/resend" },
        { "GET", "/api/v1/keys" },
        { "POST", "/api/v1/keys" },
        { "DELETE", $"/api/v1/keys/{SomeId}" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task AnyEndpoint_WithoutAWorkingKey_Is401(string method, string path)
    {
        await using var host = await PortalHost.StartAsync();
        var keys = host.Services.GetRequiredService<ApiKeys>();
        var (row, revoked) = await keys.CreateAsync(PortalHost.Tenant, null, "test", Cancel);
        await keys.RevokeAsync(row.Id, PortalHost.Tenant, Cancel);

        using var none = await host.ClientWith(null).SendAsync(new HttpMethod(method), path);
        using var inUrl = await host.ClientWith(null).SendAsync(new HttpMethod(method), $"{path}?access_token={revoked}");
        using var dead = await host.ClientWith(revoked).SendAsync(new HttpMethod(method), path);
        using var basic = await host.ClientWith(null).SendAsync(new HttpMethod(method), path, ("Authorization", "Basic YTpi"));

        Assert.Contains("Authorization: Bearer", await none.ProblemAsync(HttpStatusCode.Unauthorized), StringComparison.Ordinal);
        Assert.Equal("Bearer realm=\"callsummary\"", none.Headers.WwwAuthenticate.ToString());
        Assert.Contains("revoked", await dead.ProblemAsync(HttpStatusCode.Unauthorized), StringComparison.Ordinal);
        Assert.Contains("invalid_token", dead.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        await inUrl.ProblemAsync(HttpStatusCode.Unauthorized);
        await basic.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("no-store", none.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Keys_OfTheTenant_MakeListAndRevokeKeys()
    {
        await using var host = await PortalHost.StartAsync();
        var tenant = await host.ClientAsync();
        var call = await host.AddCallAsync();

        using var response = await tenant.PostAsync("/api/v1/keys", new { name = "Alice's app", subscriber_number = PortalHost.Alice });
        var created = await response.JsonAsync(HttpStatusCode.Created);
        var alice = host.ClientWith(created.GetProperty("key").GetString());
        await alice.JsonAsync($"/api/v1/calls/{call.Id}");
        var listed = await tenant.JsonAsync("/api/v1/keys");
        var other = await (await host.ClientAsync(tenant: "another-tenant")).SendAsync(HttpMethod.Delete, $"/api/v1/keys/{created.GetProperty("id").GetGuid()}");
        using var revoked = await tenant.SendAsync(HttpMethod.Delete, $"/api/v1/keys/{created.GetProperty("id").GetGuid()}");
        using var after = await alice.GetAsync($"/api/v1/calls/{call.Id}", Cancel);
        using var again = await tenant.SendAsync(HttpMethod.Delete, $"/api/v1/keys/{created.GetProperty("id").GetGuid()}");

        Assert.Equal(2, listed.GetProperty("items").GetArrayLength());
        Assert.DoesNotContain(created.GetProperty("key").GetString()!, listed.GetRawText(), StringComparison.Ordinal);
        await other.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await after.ProblemAsync(HttpStatusCode.Unauthorized);
        await again.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "/api/v1/keys")]
    [InlineData("POST", "/api/v1/keys")]
    [InlineData("DELETE", $"/api/v1/keys/{SomeId}")]
    public async Task Keys_OfASubscriber_MayNotManageKeys(string method, string path)
    {
        await using var host = await PortalHost.StartAsync();

        using var response = await (await host.ClientAsync(PortalHost.Alice)).SendAsync(new HttpMethod(method), path);

        Assert.Contains("key of the tenant", await response.ProblemAsync(HttpStatusCode.Forbidden), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "\"name\"")]
    [InlineData("{\"name\":\"x\",\"subscriber_number\":\"+82 10\"}", "without blanks")]
    [InlineData("{\"name\":\"x\",", "not the JSON")]
    [InlineData("{\"name\":5}", "not the JSON")]
    [InlineData("{\"name\":\"x\",\"subscriber\":\"+8210\"}", "not the JSON")] // Misspelt, it would be a key of the whole tenant.
    [InlineData("", "body")]
    public async Task CreateKey_BadBody_SaysWhatIsWrong(string body, string expected)
    {
        await using var host = await PortalHost.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await (await host.ClientAsync()).PostAsync("/api/v1/keys", content, Cancel);

        Assert.Contains(expected, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_BodyTooLargeOrNotJson_IsRefusedWithTheFix()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:MaximumBodyBytes"] = "1024" });
        var tenant = await host.ClientAsync();

        using var large = await tenant.PostAsync("/api/v1/keys", new { name = new string('x', 2000) });
        using var form = await tenant.PostAsync("/api/v1/keys", new StringContent("name=x"), Cancel);
        using var method = await tenant.SendAsync(HttpMethod.Put, "/api/v1/keys");
        using var nothing = await tenant.SendAsync(HttpMethod.Get, "/api/v1/nothing");

        Assert.Contains("MaximumBodyBytes", await large.ProblemAsync(HttpStatusCode.RequestEntityTooLarge), StringComparison.Ordinal);
        Assert.Contains("application/json", await form.ProblemAsync(HttpStatusCode.UnsupportedMediaType), StringComparison.Ordinal);
        Assert.Contains("Allow", await method.ProblemAsync(HttpStatusCode.MethodNotAllowed), StringComparison.Ordinal);
        Assert.Contains("openapi", await nothing.ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestsPerKey_OverTheLimit_Is429ForThatKeyAlone()
    {
        await using var host = await PortalHost.StartAsync(new()
        {
            ["CallSummary:Portal:RequestBurst"] = "2",
            ["CallSummary:Portal:RequestsPerSecond"] = "1",
        });
        var alice = await host.ClientAsync(PortalHost.Alice);
        var bob = await host.ClientAsync(PortalHost.Bob);

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await alice.GetAsync("/api/v1/calls", Cancel));
        }

        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Contains("RequestsPerSecond", await refused.ProblemAsync(HttpStatusCode.TooManyRequests), StringComparison.Ordinal);
        Assert.Equal(1, refused.Headers.RetryAfter?.Delta?.TotalSeconds);
        await bob.JsonAsync("/api/v1/calls");
        answers.ForEach(a => a.Dispose());
    }
}
