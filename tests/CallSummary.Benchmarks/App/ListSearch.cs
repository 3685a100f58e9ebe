using System.Diagnostics;
using CallSummary.TestKit.Peers;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Benchmarks.App;

/// <summary>
/// The list page of a subscriber with 10,000 calls, beside another with as many: milliseconds from request to last byte over HTTP, 95th
/// percentile, of searches that find much, little and nothing (one of two letters, which no trigram index knows), of filters, and of a page deep in the list.
/// </summary>
internal static class ListSearch
{
    private const int Calls = 10_000;
    private const string Me = "+821055550100";
    private static readonly string[] Words = ["예약", "수요일 예약", "택배", "요금", "parcel", "friday at two", "보험서류", "없는단어입니다", "접수번호007919", "감사", "q8"];
    private static readonly string[] Filters = ["", "?only=unread", "?only=todo", "?only=risk"];

    public static Benchmark Benchmark { get; } = new(
        "APP", "app", "Milliseconds of the app's list with 10,000 calls: search and paging, p95, on SQLite and on PostgreSQL", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        var figures = new List<Figure>();
        figures.AddRange(await MeasureAsync("sqlite", null, quick ? 10 : 40));
        if (Environment.GetEnvironmentVariable("CALLSUMMARY_TEST_POSTGRES") is { Length: > 0 })
        {
            await using var database = await PostgresDatabase.CreateAsync();
            figures.AddRange(await MeasureAsync("postgres", database.ConnectionString, quick ? 10 : 40));
        }
        else
        {
            Console.WriteLine("APP on PostgreSQL is not measured: set CALLSUMMARY_TEST_POSTGRES to a server's connection string.");
        }

        return figures;
    }

    private static async Task<IEnumerable<Figure>> MeasureAsync(string name, string? postgres, int rounds)
    {
        await using var portal = await BenchPortal.StartAsync(postgres);
        await SeedAsync(portal);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = portal.Address };
        http.DefaultRequestHeaders.Add("Cookie", await portal.SignInAsync(Me));
        http.DefaultRequestHeaders.Add("Accept", "text/html");

        var one = await http.GetStringAsync($"/app?q={Uri.EscapeDataString("접수번호 007919")}");
        var none = await http.GetStringAsync($"/app?q={Uri.EscapeDataString("없는단어입니다")}");
        if (Count(one) != 1 || Count(none) != 0 || Count(await http.GetStringAsync("/app")) != 40)
        {
            throw new WorkGateException($"The list found {Count(one)} calls where there is one, or {Count(none)} where there is none.");
        }

        var searches = await TimesAsync(http, Words.Select(w => $"/app?q={Uri.EscapeDataString(w)}"), rounds);
        var pages = await TimesAsync(http, Filters.Select(f => "/app" + f), rounds);
        return [new Figure($"APP.search.{name}", P95(searches), "ms", "<=100"), new Figure($"APP.list.{name}", P95(pages), "ms", "<=100")];
    }

    private static async Task SeedAsync(BenchPortal portal)
    {
        var random = new Random(7);
        foreach (var subscriber in new[] { Me, "+821055550200" })
        {
            for (var from = 0; from < Calls; from += 1000)
            {
                await using var database = await portal.DatabaseAsync();
                for (var number = from; number < from + 1000; number++)
                {
                    var call = BenchCalls.Call(subscriber, number, random);
                    database.Calls.Add(call);
                    database.CallIndex.Add(BenchCalls.Entry(call, number, random));
                }

                await database.SaveChangesAsync();
            }
        }

        await using var seeded = await portal.DatabaseAsync();
        await seeded.Database.ExecuteSqlRawAsync("ANALYZE"); // As autovacuum does in its own time.
    }

    private static async Task<List<double>> TimesAsync(HttpClient http, IEnumerable<string> paths, int rounds)
    {
        var times = new List<double>();
        foreach (var path in paths.ToList())
        {
            await http.GetStringAsync(path); // Warm.
            var ofOne = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                var since = Stopwatch.GetTimestamp();
                await http.GetStringAsync(path);
                ofOne.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            }

            Console.WriteLine($"{Uri.UnescapeDataString(path)}: p95 {P95(ofOne)} ms");
            times.AddRange(ofOne);
        }

        return times;
    }

    private static double P95(List<double> times) => Math.Round(times.Order().ElementAt((int)(times.Count * 0.95)), 1);

    private static int Count(string page) => page.Split("class=\"row ").Length - 1;
}
