using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace CallSummary.Portal.Console;

/// <summary><c>/console</c>: for the support team and the carrier's engineers.</summary>
internal static class ConsoleEndpoints
{
    public static void MapConsole(this IEndpointRouteBuilder pages)
    {
        var console = pages.MapGroup("/console");
        console.MapReview();
        console.MapOperations();
        console.MapAdministration();
    }
}
