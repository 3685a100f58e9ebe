using System.Text;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CallSummary.Portal.App;

/// <summary><c>/app/contacts</c>.</summary>
internal static class ContactEndpoints
{
    private const int LargestFile = 4 * 1024 * 1024;

    public static void MapContacts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/contacts", async (Viewer viewer, ContactBook contacts, CancellationToken cancellationToken) =>
            Show.Page("/App/ContactsPage.cshtml", new ContactsPage(await contacts.ListAsync(viewer, cancellationToken), null)));
        app.MapPost("/contacts", ImportAsync).WithMetadata(new RequestSizeLimitAttribute(LargestFile));
        app.MapPost("/contacts/name", NameAsync);
    }

    private static async Task<IResult> ImportAsync(Viewer viewer, HttpRequest request, ContactBook contacts, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        if (form.Files.Count != 1)
        {
            return Results.BadRequest("Choose a .vcf file.");
        }

        await using var stream = form.Files[0].OpenReadStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var changed = await contacts.SetAsync(viewer, VCard.Read(await reader.ReadToEndAsync(cancellationToken)), cancellationToken);
        return Show.Page("/App/ContactsPage.cshtml", new ContactsPage(await contacts.ListAsync(viewer, cancellationToken), changed));
    }

    private static async Task<IResult> NameAsync(Viewer viewer, HttpRequest request, ContactBook contacts, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        if (VCard.Number(form["number"].ToString()) is not { } number)
        {
            return Results.BadRequest("Write a telephone number.");
        }

        await contacts.SetAsync(viewer, [new ContactEntry(number, form["name"].ToString())], cancellationToken);
        return Show.SeeOther("/app/contacts");
    }
}
