using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CallSummary.AcceptanceTests.Subscribers;

namespace CallSummary.AcceptanceTests.Deployments;

/// <summary>Looks for another subscriber's call everywhere that the API's own description names, so that no endpoint can be forgotten.</summary>
internal static partial class PrivacyAssert
{
    /// <summary>Every GET of the description: lists hold nothing of the other's, and the other's things are not found.</summary>
    public static async Task SeesNothingAsync(SubscriberApp app, IReadOnlyList<Guid> othersCalls, Guid othersWebhook, string othersNumber)
    {
        var paths = (await app.GetJsonAsync("/openapi/v1.json"))["paths"]!.AsObject();
        var gets = paths.Where(p => p.Value!["get"] is not null && p.Key != "/api/v1/events").Select(p => p.Key).ToList();
        Assert.Contains(gets, path => path.EndsWith("/recording", StringComparison.Ordinal));
        foreach (var path in gets)
        {
            if (path.Contains('{', StringComparison.Ordinal))
            {
                foreach (var id in path.StartsWith("/api/v1/calls/", StringComparison.Ordinal) ? othersCalls : [othersWebhook])
                {
                    Assert.Equal((path, HttpStatusCode.NotFound), (path, await app.StatusOfAsync(HttpMethod.Get, Parameter().Replace(path, id.ToString()))));
                }
            }
            else
            {
                using var response = await app.Http.GetAsync(path, TestContext.Current.CancellationToken);
                AssertNothing(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), [.. othersCalls, othersWebhook], othersNumber);
            }
        }
    }

    /// <summary>Nothing that came over a stream or as webhooks is the other's, and all that is one's own came.</summary>
    public static void OnlyOwn(IReadOnlyList<ReceivedEvent> received, IReadOnlyList<Guid> own, IReadOnlyList<Guid> others, string othersNumber)
    {
        Assert.Equal(own.Order(), received.Select(e => e.CallId).Distinct().Order());
        Assert.All(received, e => AssertNothing(e.Body, others, othersNumber));
    }

    private static void AssertNothing(string text, IEnumerable<Guid> othersIds, string othersNumber)
    {
        Assert.All(othersIds, id => Assert.DoesNotContain(id.ToString(), text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(othersNumber, JsonNode.Parse(text)!.ToJsonString(Readable), StringComparison.Ordinal);
    }

    private static System.Text.Json.JsonSerializerOptions Readable { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
