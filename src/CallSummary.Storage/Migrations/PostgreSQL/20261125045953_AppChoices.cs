using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallSummary.Storage.Migrations.PostgreSQL
{
    /// <inheritdoc />
    public partial class AppChoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Kind",
                table: "PushDevices",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "SummaryChoices",
                columns: table => new
                {
                    TenantId = table.Column<string>(type: "text", nullable: false),
                    SubscriberNumber = table.Column<string>(type: "text", nullable: false),
                    OtherNumber = table.Column<string>(type: "text", nullable: false),
                    Outgoing = table.Column<bool>(type: "boolean", nullable: true),
                    Incoming = table.Column<bool>(type: "boolean", nullable: true),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SummaryChoices", x => new { x.TenantId, x.SubscriberNumber, x.OtherNumber });
                });

            migrationBuilder.CreateIndex(
                name: "IX_SummaryChoices_ChangedAt",
                table: "SummaryChoices",
                column: "ChangedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SummaryChoices");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "PushDevices");
        }
    }
}
