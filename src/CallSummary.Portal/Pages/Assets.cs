using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallSummary.Portal.Pages;

/// <summary>Styles, scripts and pictures: part of the program, under addresses that change with their content.</summary>
internal static class Assets
{
    private const string Prefix = "asset/";
    private static readonly Dictionary<string, Asset> All = Read();

    public static string Address(string name) => $"/assets/{All[name].Version}/{name}";

    public static byte[] Content(string name) => All[name].Content;

    /// <summary>Changes with any asset.</summary>
    public static string Version { get; } = Hash([.. All.OrderBy(a => a.Key, StringComparer.Ordinal).SelectMany(a => a.Value.Content)]);

    public static void MapAssets(this IEndpointRouteBuilder app) =>
        app.MapGet("/assets/{version}/{name}", (string version, string name, HttpResponse response) =>
        {
            if (!All.TryGetValue(name, out var asset))
            {
                return Results.NotFound();
            }

            // A page of the version before, during an update: what there is now, and not for long.
            response.Headers.CacheControl = version == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
            return Results.Bytes(asset.Content, Type(name));
        }).ExcludeFromDescription();

    private static Dictionary<string, Asset> Read()
    {
        var assembly = typeof(Assets).Assembly;
        var assets = new Dictionary<string, Asset>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            assets[resource[Prefix.Length..]] = new Asset(content, Hash(content));
        }

        return assets;
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..12];

    private static string Type(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        _ => "application/octet-stream",
    };

    private sealed record Asset(byte[] Content, string Version);
}
