using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

public sealed partial class DocsTests
{
    [Fact]
    public async Task Document_DescribesEveryEndpointWithItsErrorsAndTheKey()
    {
        await using var host = await PortalHost.StartAsync();
        var document = await host.ClientWith(null).JsonAsync("/openapi/v1.json");
        var mapped = host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)).ToList();

        Assert.Equal(18, mapped.Count);
        foreach (var endpoint in mapped)
        {
            var path = Constraint().Replace(endpoint.RoutePattern.RawText!, "}").TrimEnd('/');
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
            {
                var operation = document.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant());
                Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
                Assert.NotEmpty(operation.GetProperty("description").GetString()!);
                Assert.Equal("ApiKey", operation.GetProperty("security")[0].EnumerateObject().Single().Name);
                var answers = operation.GetProperty("responses").EnumerateObject().ToList();
                Assert.Contains(answers, a => a.Name[0] == '2');
                Assert.Contains(answers, a => a.Name == "401" && a.Value.GetRawText().Contains("application/problem+json", StringComparison.Ordinal));
                Assert.Contains(answers, a => a.Name == "429");
            }
        }

        var ids = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value.GetProperty("operationId").GetString()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("ApiKey").GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task Document_DescribesEveryFieldOfWhatWeAnswer()
    {
        await using var host = await PortalHost.StartAsync();
        var document = await host.ClientWith(null).JsonAsync("/openapi/v1.json");

        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .Where(s => s.Name != "ProblemDetails" && s.Value.TryGetProperty("properties", out _)))
        {
            foreach (var property in schema.Value.GetProperty("properties").EnumerateObject())
            {
                Assert.True(property.Value.GetRawText().Contains("\"description\"", StringComparison.Ordinal), $"{schema.Name}.{property.Name} has no description.");
                Assert.Matches("^[a-z0-9_]+$", property.Name);
            }
        }
    }

    [Fact]
    public async Task Page_NamesNoOtherHostAndItsPolicyLetsNoneIn()
    {
        await using var host = await PortalHost.StartAsync();
        var client = host.ClientWith(null);

        using var moved = await client.SendAsync(HttpMethod.Get, "/docs");
        using var page = await client.SendAsync(HttpMethod.Get, moved.Headers.Location is { } there ? new Uri(host.Address, there).PathAndQuery : "/docs/");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("<script", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("https?://|[\"'(]//", html);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        foreach (Match script in Source().Matches(html))
        {
            using var loaded = await client.GetAsync(new Uri(page.RequestMessage!.RequestUri!, script.Groups[1].Value), TestContext.Current.CancellationToken);
            Assert.True(loaded.IsSuccessStatusCode, script.Value);
        }
    }

    [GeneratedRegex(":[a-z]+}")]
    private static partial Regex Constraint();

    [GeneratedRegex("src=\"([^\"]+)\"")]
    private static partial Regex Source();
}
