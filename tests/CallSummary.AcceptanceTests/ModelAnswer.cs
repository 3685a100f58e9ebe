using System.Text.Json.Nodes;

namespace CallSummary.AcceptanceTests;

/// <summary>
/// What the model wrote, to be compared with a sample's expected summary: a schedule item without the exact times that the service
/// works out from the call's start, which depend on the day of the run.
/// </summary>
internal static class ModelAnswer
{
    private static readonly string[] Written = ["what", "when", "evidence"];

    public static string Of(JsonNode content)
    {
        var answer = content.DeepClone();
        foreach (var item in answer["schedule"]!.AsArray().Select(node => node!.AsObject()))
        {
            foreach (var added in item.Select(field => field.Key).Except(Written).ToList())
            {
                item.Remove(added);
            }
        }

        return answer.ToJsonString();
    }
}
